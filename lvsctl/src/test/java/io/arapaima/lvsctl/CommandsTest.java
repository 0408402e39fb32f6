package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.lvsctl.rehearsal.Rehearsal;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands as a whole: their names, and what one start of lvsctl loads of them. */
class CommandsTest {
    @Test
    void everyCommandIsFoundByTheNameItHasInTheHelp() {
        assertThat(Main.COMMANDS).hasSizeGreaterThan(25).allSatisfy(command -> assertThat(
                command.getValue().getAnnotation(CommandLine.Command.class).name()).isEqualTo(command.getKey()));
        assertThat(Main.commandLine().getSubcommands()).hasSameSizeAs(Main.COMMANDS);
    }

    @Test
    void aStartLoadsTheCommandThatIsMeantAndNoOther() {
        assertThat(Main.commandLine(new String[]{"status", "-p"}).getSubcommands()).containsOnlyKeys("status");
        assertThat(Main.commandLine(new String[]{"statsu"}).getSubcommands()).hasSameSizeAs(Main.COMMANDS);
        assertThat(Main.commandLine(new String[]{"--help"}).getSubcommands()).hasSameSizeAs(Main.COMMANDS);
    }

    @Test
    void theDirectorOnPaperStillAnswersTheCommandsOfTheRehearsal() throws IOException {
        assertThat(new Rehearsal(words -> Main.commandLine(words).execute(words)).play()).isZero();
    }
}
