package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.KeywordTable;
import io.arapaima.daemon.ManPage;
import io.arapaima.lvsctl.manual.Manual;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of the manual hold all that is declared. */
class ManualTest {
    private static final CheckCatalogue CHECKS = new CheckCatalogue(
            List.of(new CheckDeclaration("http", "Asks a web server.", true, List.of())));
    private static final Map<String, ManPage> PAGES = new Manual(Main.commandLine(), CHECKS).pages();

    private static String page(String file) {
        assertThat(PAGES).containsKey(file);
        return String.valueOf(PAGES.get(file)).replace("\\-", "-");
    }

    @Test
    void everyCommandHasAPageWithItsOptions() {
        Main.COMMANDS.forEach(command -> {
            assertThat(page("lvsctl-" + command.getKey() + ".1")).contains("lvsctl-" + command.getKey());
            assertThat(page("lvsctl.1")).contains("\\fB" + command.getKey() + "\\fR\n");
        });
        assertThat(page("lvsctl-quiesce.1")).contains("`lvsctl quiesce` [OPTION...] NAME".replace("`lvsctl quiesce`",
                "\\fBlvsctl quiesce\\fR"), "--for=TIME");
        assertThat(page("lvsctl-mail.1")).contains("lvsctl mail test");
    }

    @Test
    void everyKeywordAndEveryCheckIsThere() {
        String file = page("lvs.cf.5");
        assertThat(KeywordTable.names(new CheckCatalogue(List.of()))).allSatisfy(
                name -> assertThat(file).contains("\\fB" + name + " = "));
        assertThat(page("arapaima-check-http.7")).contains("check = http", "check_path = vip");
    }

    @Test
    void whatRoffWouldObeyIsShown() {
        assertThat(new ManPage("x", 1, "a summary").heading("H").paragraph(".SH is no `heading`").item("-a\\b", "")
                .toString()).endsWith(".SH \"H\"\n\\&.SH is no \\fBheading\\fR\n.TP\n\\fB\\-a\\eb\\fR\n\\&\n");
    }
}
