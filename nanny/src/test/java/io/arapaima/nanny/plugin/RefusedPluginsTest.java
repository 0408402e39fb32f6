package io.arapaima.nanny.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.nanny.PluginJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a plugins folder that cannot be used. */
class RefusedPluginsTest extends PluginFolderFixture {
    /** Neither is better than the other, so the operator is asked. */
    @Test
    void aJarWithTwoChecksOfOneNameIsRefused() throws Exception {
        PluginJars.makeOf(plugins.resolve("twins.jar"), "Made", TWINS, "Made$Twin");
        folder.start();
        assertThat(offer.get().byName()).isEmpty();
        assertThat(heard.awaitTrouble("plugin twins.jar", "cannot be used")).contains("made.Made", "made.Made$Twin",
                "are checks named twin; give one of them another name");
    }

    @Test
    void aBrokenJarIsATroubleWithNameAndCureAndTheOthersWork() throws Exception {
        PluginJars.make(plugins.resolve("good.jar"), "good", "return pass(\"\");");
        Files.writeString(plugins.resolve("bad.jar"), "no jar at all");
        Files.writeString(plugins.resolve("readme.txt"), "not looked at");
        folder.start();
        assertThat(offer.get().byName()).containsOnlyKeys("good");
        assertThat(heard.awaitTrouble("plugin bad.jar", "cannot be used"))
                .contains(plugins.resolve("bad.jar").toString()).contains("it is no whole jar")
                .contains("put a corrected plugin jar in its place");
        Files.delete(plugins.resolve("bad.jar"));
        heard.awaitTrouble("plugin bad.jar", "");
    }

    @Test
    void aJarThatIsNoPluginIsNotUsed() throws Exception {
        try (var out = new JarOutputStream(Files.newOutputStream(plugins.resolve("library.jar")), new Manifest())) {
            out.putNextEntry(new ZipEntry("x"));
        }
        folder.start();
        heard.awaitTrouble("plugin library.jar", "its manifest has no Plugin-Id");
    }

    @Test
    void ofTwoChecksWithOneNameTheFirstIsUsed() throws Exception {
        PluginJars.make(plugins.resolve("b.jar"), "twin", "return pass(\"second\");");
        Path first = PluginJars.make(plugins.resolve("a.jar"), "twin", "return pass(\"first\");");
        folder.start();
        assertThat(answerOf("twin")).isEqualTo("first");
        assertThat(heard.awaitTrouble("check name twin", "both offer")).contains("a.jar").contains("b.jar");
        Files.delete(first);
        heard.awaitTrouble("check name twin", "");
        awaitAnswer("twin", "second");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Bad Name |                                                        | \"Bad Name\" is the name of a check",
            "x        | OptionSpec.of(\"UP\", OptionSpec.Type.TEXT, \"s\")     | \"UP\" is the name of an option of check x",
            "x        | OptionSpec.of(\"n\", OptionSpec.Type.INTEGER, \"s\").between(1, 9, \"\").withDefault(\"10\") | must be 1 to 9",
            "x        | OptionSpec.of(\"n\", OptionSpec.Type.INTEGER, \"s\").between(9, 1, \"\") | least number above its greatest",
            "x        | OptionSpec.of(\"n\", OptionSpec.Type.TEXT, \"s\"), OptionSpec.of(\"n\", OptionSpec.Type.TEXT, \"s\") | option n twice",
            "x        | OptionSpec.of(\"n\", OptionSpec.Type.CHOICE, \"s\")     | choice of no words",
            "x        | (OptionSpec) null                                       | NullPointerException"})
    void aBadDeclarationIsRefusedWithASentence(String name, String options, String sentence) throws Exception {
        PluginJars.make(plugins.resolve("odd.jar"), name, Objects.requireNonNullElse(options, ""), "return null;");
        folder.start();
        assertThat(offer.get().byName()).isEmpty();
        heard.awaitTrouble("plugin odd.jar", sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "static { if (true) throw new IllegalStateException(\"no init\"); } | IllegalStateException: no init",
            "static { System.exit(7); }                                         | must not end the engine",
            "public Made() { recurse(); } void recurse() { recurse(); }         | StackOverflowError",
            "private Made(int hidden) {}                                        | NoSuchMethodException"})
    void aPluginThatCannotBeCreatedIsRefusedWithItsOwnWords(String member, String sentence) throws Exception {
        PluginJars.makeOf(plugins.resolve("odd.jar"), "Made", """
                package made;
                import io.arapaima.check.*;
                public final class Made implements Check {
                    %s
                    public String name() { return "odd"; }
                    public String sentence() { return "Made for a test."; }
                    public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                    public CheckResult probe(Target target, Deadline deadline) { return null; }
                }
                """.formatted(member));
        folder.start();
        heard.awaitTrouble("plugin odd.jar", sentence);
    }
}
