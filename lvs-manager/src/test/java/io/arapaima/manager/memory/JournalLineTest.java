package io.arapaima.manager.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Event.Kind;
import io.arapaima.ipc.Subject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What log watchers of Piranha's time look for is still the end of a line, or the migration page says what is there instead. */
class JournalLineTest {
    private static final Path MIGRATION = Path.of("..", "docs", "migration.md");

    private static Event event(Kind kind, String was, String now) {
        return new Event(1, Instant.EPOCH, kind, new Subject.Server("web", "s1"), was, now, "why", "effect", "",
                new Event.Facts("10.0.0.11:80", "10.0.0.9:80", 1, 2, Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"SERVER_UP, down, up, '; [ active ] making 10.0.0.11:80 available'",
            "LIFE, unknown, up, '; [ active ] making 10.0.0.11:80 available'",
            "FLAPPING_OVER, flapping, up, '; [ active ] making 10.0.0.11:80 available'",
            "SERVER_DOWN, up, down, '; [inactive] shutting down 10.0.0.11:80 due to connection failure'",
            "FLAPPING, up, flapping, '; [inactive] shutting down 10.0.0.11:80 due to connection failure'",
            "RELOADED, '', reloaded, '; rereading configuration file'"})
    void piranhasWordsAreTheLinesEnd(Kind kind, String was, String now, String end) {
        Event event = event(kind, was, now);
        assertThat(JournalLine.of(event).text()).isEqualTo(event.line() + end);
    }

    /** A server that is kept for want of others is not shut down, and one that comes back by an operator was not made available by a check. */
    @ParameterizedTest
    @CsvSource({"SERVER_DOWN, up, 'down, kept'", "OPERATOR, up, quiesced", "WEIGHT, weight 1, weight 2",
            "LIFE, '', started"})
    void whatPiranhaDidNotDoItDoesNotSay(Kind kind, String was, String now) {
        Event event = event(kind, was, now);
        assertThat(JournalLine.of(event).text()).isEqualTo(event.line());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoAsksTheJournalForErrorsGetsWhatNeedsSomebody(Kind kind) {
        Level level = switch (kind) {
            case SERVICE_DOWN, TROUBLE, RELOAD_REJECTED -> Level.ERROR;
            case SERVER_DOWN, FLAPPING, SORRY_ON, DRIFT -> Level.WARNING;
            default -> Level.INFO;
        };
        assertThat(JournalLine.of(event(kind, "a", "b")).level()).isEqualTo(level);
    }

    /** Each text of docs/piranha.md's daemons that sites grep for has its row. */
    @Test
    void theMigrationPageListsEveryOldText() throws IOException {
        assertThat(Files.readString(MIGRATION)).contains("making R:P available", "due to connection failure",
                "rereading configuration file", "STARTING PULSE AS MASTER", "Terminating due to signal",
                "shutting down due to signal", "activating lvs", "gratuitous lvs arps finished",
                "starting virtual service", "create_monitor for", "starting LVS client monitor",
                "no monitor configured, assuming web service on port 80", "CONNECT to R:P timed out",
                "READ to R:P timed out", "was too short", "Trouble. Received results are not what we expected",
                "Ran the external sending program", "PARTNER HAS TOLD US TO GO INACTIVE!",
                "Forced active on startup", "Skipping death of unknown child", "Starting local service",
                "Failed to start service", "Shutting down local service", "bad load average returned",
                "failed to read remote load", "no active lvs services defined");
    }
}
