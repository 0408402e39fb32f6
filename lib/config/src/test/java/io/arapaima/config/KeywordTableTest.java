package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeywordTableTest {
    private static final Path MANUAL = Path.of("../../docs/lvs.cf.md");
    private static final String BEGIN = "-Dtest=KeywordTableTest -Dupdate=true -->\n";
    private static final String END = "<!-- end of the generated part -->";

    @Test
    void theManualShowsTheDeclarationsOfTheParser() throws IOException {
        String manual = Files.readString(MANUAL);
        int begin = manual.indexOf(BEGIN) + BEGIN.length();
        int end = manual.indexOf(END);
        String tables = "\n" + KeywordTable.markdown(new CheckCatalogue(List.of()));
        if (Boolean.getBoolean("update")) {
            Files.writeString(MANUAL, manual.substring(0, begin) + tables + manual.substring(end));
            return;
        }
        assertThat(manual.substring(begin, end))
                .as("run: mvn -pl :config test -Dtest=KeywordTableTest -Dupdate=true")
                .isEqualTo(tables);
    }

    @Test
    void everyDeclaredKeywordHasARowWithAMeaning() {
        String tables = KeywordTable.markdown(Samples.CATALOGUE);
        for (Level level : Level.values()) {
            for (Keyword<?> keyword : Keywords.of(level)) {
                assertThat(keyword.meaning()).as(keyword.name()).isNotBlank().endsWith(".");
                if (keyword.origin() != Keyword.Origin.LEFTOVER) {
                    assertThat(tables).contains("| `" + keyword.name() + "` | ");
                }
            }
        }
    }

    @Test
    void optionsOfChecksAreListedByTheirKeywordWithRangeAndDefault() {
        assertThat(KeywordTable.markdown(Samples.CATALOGUE))
                .contains("## Options of `check = http`")
                .contains(
                        "| `http_expect_status` | a whole number, at least 100, at most 599 | `200` | new | Status. |")
                .contains("| `http_method` | one of GET, HEAD | `GET` | new | Method. |");
    }

    @Test
    void theExampleOfEveryKeywordIsAGoodValue() {
        for (Level level : Level.values()) {
            for (Keyword<?> keyword : Keywords.of(level)) {
                if (!keyword.equals(BlockKeywords.MASTER) && !keyword.equals(CheckKeywords.CHECK)) {
                    assertThat(Samples.read(inBlock(level, keyword.name() + " = " + keyword.type().example()))
                            .errors()).as(keyword.name()).isEmpty();
                }
            }
        }
    }

    private static String inBlock(Level level, String line) {
        String address = "address = 10.0.0.1 eth0";
        return switch (level) {
            case TOP -> line + "\n";
            case BLOCK -> String.join("\n", "virtual v {", address, line, "}\n");
            case SERVER -> String.join("\n", "virtual v {", address, "server s {", line, "}", "}\n");
        };
    }
}
