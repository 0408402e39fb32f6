package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a line, in Japanese: each kind has its frame, and those that are met every day the whole sentence. */
class JapaneseFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedular = wlc        | 不明なキーワードです: "schedular" は、virtual と failover の中のキーワードではありません。scheduler の間違いではありませんか
            primary = 10.0.0.1     | 不明なキーワードです: "primary" は、virtual と failover の中のキーワードではありません。ブロックの外に書いてください
            port=80                | 不明なキーワードです: "port="。= の前後に空白を入れてください
            scheduler = wlx        | 値が不正です: scheduler = "wlx"。lc、rr、wlc、wrr、lblc、lblcr、dh、sh、sed、nq、mh、fo、ovf、twos のいずれかを指定してください (例: scheduler = lc)
            timeout = soon         | 整数が必要です: timeout = "soon"。整数(秒)を指定してください (例: timeout = 6)
            timeout = -1           | 値が不正です: timeout = "-1"。最小値は 1 秒です (例: timeout = 6)
            port                   | キーワードの後に = がありません: port = 80 のように、= の前後に空白を入れてください
            port =                 | 値がありません: port。ポート番号またはTCPサービス名を指定してください (例: port = 80)
            port = 80 81           | 余分な値があります: port: "81"。空白を含む値は引用符で囲み、コメントの # の前には空白を入れてください
            """)
    void aLineIsSaidInJapanese(String line, String said) {
        assertThat(problems(line)).extracting(Problem::japanese).contains(said);
    }

    /** A secret stays one in every language. */
    @Test
    void noSecretIsSaid() {
        assertThat(LvsConfReader.read("smtp_password = a b\n", CheckCatalogue.UNKNOWN, HostResolver.none()).problems())
                .filteredOn(p -> p.severity() == Severity.ERROR).isNotEmpty()
                .allSatisfy(p -> assertThat(p.japanese()).isNotEmpty().doesNotContain("\"a\"").doesNotContain("\"b\""));
    }

    private static List<Problem> problems(String line) {
        return LvsConfReader.read("primary = 10.0.0.1\nvirtual web {\n  active = 1\n" + line + "\n}\n",
                CheckCatalogue.UNKNOWN, HostResolver.none()).problems();
    }
}
