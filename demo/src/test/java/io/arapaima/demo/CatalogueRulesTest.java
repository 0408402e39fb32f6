package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.CheckOption;
import io.arapaima.config.CheckRule;
import io.arapaima.config.HostResolver;
import io.arapaima.config.KeywordInfo;
import io.arapaima.config.KeywordList;
import io.arapaima.config.KeywordTable;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.OptionType;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a check would refuse when it runs is refused when lvs.cf is read, with the same words: for every option there is. */
class CatalogueRulesTest {
    /** The check of docs/writing-a-check.md. */
    private static final String EXAMPLE = "my-redis";
    private static final List<Check> CHECKS = checks();
    private static final String GENERATED = "<!-- end of the generated part -->";
    private static final CheckCatalogue CATALOGUE = new CheckCatalogue(
            CHECKS.stream().map(CatalogueRulesTest::declaration).toList());
    /** A value for each option with a form, by its name, that is not of that form; several checks share most names. */
    private static final Map<String, String> BAD = Map.ofEntries(Map.entry("path", "index.html"),
            Map.entry("expect-status", "2xx"), Map.entry("header", "Accept"), Map.entry("host", "two words\t"),
            Map.entry("digest", "abc"), Map.entry("json", "checks/0"), Map.entry("fingerprint", "ab:cd"),
            Map.entry("type", "AAAAA"), Map.entry("flags", "aa,tc"), Map.entry("name", "a..b"),
            Map.entry("program", "/bin/probe 'it"), Map.entry("command", "ssh \"-o"), Map.entry("payload", "0"),
            Map.entry("reply", "0G"), Map.entry("status", "2x"), Map.entry("helo", "my host"),
            Map.entry("from", "<a@b.example>"), Map.entry("to", "a b"), Map.entry("origin", "a\tb"),
            Map.entry("protocol", "a\tb"), Map.entry("file", "a\tb"), Map.entry("group", "news announce"),
            Map.entry("auth-password", "short"), Map.entry("priv-password", "short"), Map.entry("mailbox", "a\tb"),
            Map.entry("service", "x".repeat(200)), Map.entry("nas-identifier", "x".repeat(200)),
            Map.entry("database", ""), Map.entry("query", ""));
    private static final Map<String, String> BAD_WORDS = Map.ofEntries(Map.entry("postgresql", ""),
            Map.entry("nntp", "a b"), Map.entry("ftp", "a\tb"), Map.entry("sip", "a b"),
            Map.entry("radius", "x".repeat(200)),
            Map.entry("imap", "a\tb"), Map.entry("imaps", "a\tb"), Map.entry("pop", "a\tb"),
            Map.entry("pops", "a\tb"), Map.entry("http", "a:b"), Map.entry("https", "a:b"),
            Map.entry(EXAMPLE, "a b"));
    /** Options that take any text: whatever stands there can be sent or compared. */
    private static final Set<String> FREE = Set.of("agent send", "amqp user", "amqp password", "amqp vhost",
            "amqp queue", "exec expect", "http request-body", "http user", "http password", "https request-body",
            "https user", "https password", "ldap bind-dn", "ldap password", "ldap base", "ldaps bind-dn",
            "ldaps password", "ldaps base", "mqtt client-id", "mqtt user", "mqtt password", "mysql user",
            "mysql password", "mysql database", "mysql query", "radius secret", "radius password", "redis user",
            "redis password", "send-expect send", "send-expect expect", "smtp user", "smtp password",
            "submission user", "submission password", "snmp-load community", "snmp-load user", "tls alpn");

    record Case(Check check, OptionSpec option) {
        @Override
        public String toString() {
            return check.name() + " " + option.name();
        }
    }

    record Broken(Check check, OptionRule rule) {
        @Override
        public String toString() {
            return check.name() + ": " + rule.sentence();
        }
    }

    static List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        try {
            for (URL index : Collections.list(Check.class.getClassLoader().getResources("META-INF/extensions.idx"))) {
                try (var in = index.openStream()) {
                    for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                            .filter(each -> !each.isBlank() && !each.startsWith("#")).toList()) {
                        checks.add(Class.forName(line.strip()).asSubclass(Check.class).getConstructor().newInstance());
                    }
                }
            }
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
        return checks;
    }

    private static CheckDeclaration declaration(Check check) {
        return new CheckDeclaration(check.name(), check.sentence(), check instanceof RoutedCheck,
                check.options().stream().map(o -> new CheckOption(o.name(), OptionType.valueOf(o.type().name()),
                        o.unit(), o.defaultValue(), o.min(), o.max(), o.choices(), o.sentence(), o.example())).toList(),
                check.rules().stream().map(r -> new CheckRule(r.option(), CheckRule.Kind.valueOf(r.kind().name()),
                        r.operand(), r.value(), r.sentence())).toList(),
                "");
    }

    static Stream<Case> options() {
        return CHECKS.stream().flatMap(check -> check.options().stream().map(option -> new Case(check, option)));
    }

    static Stream<Broken> rules() {
        return CHECKS.stream().flatMap(check -> check.rules().stream()
                .filter(rule -> rule.kind() == OptionRule.Kind.NEEDS || rule.kind() == OptionRule.Kind.REQUIRED)
                .map(rule -> new Broken(check, rule)));
    }

    private static Optional<OptionRule> form(Case one) {
        return one.check.rules().stream().filter(
                rule -> rule.kind() == OptionRule.Kind.FORM && rule.option().equals(one.option.name())).findFirst();
    }

    private static String bad(Case one) {
        String name = one.option.name();
        return switch (one.option.type()) {
            case INTEGER, DURATION -> "many";
            case BOOLEAN -> "2";
            case CHOICE -> "nothing-of-it";
            case REGEX -> "(";
            case PATH -> "relative/file";
            case TEXT -> Objects.requireNonNull(name.equals("user") || name.equals("password")
                    ? BAD_WORDS.get(one.check.name())
                    : BAD.get(name), () -> "no bad value is known of " + one);
        };
    }

    private static List<String> read(Check check, Map<String, String> set) {
        String options = set.entrySet().stream()
                .map(e -> "  " + (check.name() + "_" + e.getKey()).replace('-', '_') + " = \""
                        + e.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
        return read(check, options);
    }

    private static List<String> read(Check check, String options) {
        return LvsConfReader.read("""
                service = lvs
                primary = 10.0.0.1
                virtual v {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  check = %s
                %s  server s {
                    address = 10.0.0.2
                    active = 1
                  }
                }
                """.formatted(check.name(), options), CATALOGUE, HostResolver.system()).errors().stream()
                .map(problem -> problem.message()).toList();
    }

    private static Optional<String> problem(Check check, Map<String, String> set) {
        return OptionRule.problem(check.options(), check.rules(), set);
    }

    @Test
    void allChecksAreSeen() {
        assertThat(CHECKS).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("options")
    void aBadValueIsRefusedWhenTheFileIsReadAndWhenTheCheckRuns(Case one) {
        Optional<OptionRule> form = form(one);
        if (one.option.type() == OptionSpec.Type.TEXT && form.isEmpty() && !one.option.name().equals("sni")) {
            assertThat(FREE).as("an option that takes any text").contains(one.toString());
            return;
        }
        if (one.option.name().equals("sni")) {
            return;
        }
        Map<String, String> set = Map.of(one.option.name(), bad(one));
        List<String> errors = read(one.check, set);
        assertThat(errors).as("when the file is read").isNotEmpty();
        assertThat(problem(one.check, set)).as("when the check runs").isPresent();
        form.ifPresent(rule -> {
            assertThat(errors.getFirst()).contains("it " + rule.sentence());
            assertThat(problem(one.check, set).orElseThrow()).endsWith("it " + rule.sentence());
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void optionsThatNeedEachOtherAreRefusedWithoutEachOther(Broken one) {
        Map<String, String> set = new HashMap<>();
        if (one.rule.kind() == OptionRule.Kind.NEEDS) {
            OptionSpec option = one.check.options().stream().filter(o -> o.name().equals(one.rule.option()))
                    .findFirst().orElseThrow();
            set.put(option.name(), switch (option.type()) {
                case INTEGER -> Long.toString(option.min().orElse(1));
                case DURATION, BOOLEAN -> "1";
                case CHOICE -> option.choices().getLast();
                case REGEX, TEXT -> "anything1";
                case PATH -> "/etc/hosts";
            });
        }
        assertThat(read(one.check, set)).anyMatch(error -> error.contains(one.rule.sentence()));
        assertThat(one.check.rules().stream().map(OptionRule::sentence).filter(
                problem(one.check, set).orElse("")::equals)).as("when the check runs").isNotEmpty();
    }

    /** One of each kind that speaks of two values: no server could pass with them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http       | method        | HEAD | body       | well   | an answer to HEAD has no body
            https      | expect-status | 204  | json       | /state | has no body
            http       | version       | 2    | path       | http://a/ | asked in HTTP/1.1 alone
            http       | path          | /a /b | digest    | -      | not as many parts as path
            radius     | secret        | x    | expect     | reject | without a user
            udp        | min-length    | 9    | max-length | 8      | is greater than max-length
            """)
    void whatCanNeverPassIsRefusedHereAndThere(String name, String one, String value, String other, String otherValue,
            String reason) {
        Check check = CHECKS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Map<String, String> set = Map.of(one, value, other, otherValue);
        assertThat(read(check, set)).as("when the file is read").anyMatch(error -> error.contains(reason));
        assertThat(problem(check, set)).as("when the check runs").get().asString().contains(reason);
    }

    @Test
    void theManualShowsTheOptionsAndTheRules() throws IOException {
        Path file = Path.of("../docs/lvs.cf.md");
        String manual = Files.readString(file);
        String generated = manual.substring(0, manual.indexOf(GENERATED) + GENERATED.length());
        String now = generated + "\n\n" + KeywordTable.options(new CheckCatalogue(CATALOGUE.checks().stream()
                .filter(check -> !check.name().equals(EXAMPLE))
                .sorted(Comparator.comparing(CheckDeclaration::name)).toList()));
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, now);
        }
        assertThat(Files.readString(file)).as("run: mvn -pl demo test -Dtest=CatalogueRulesTest -Dupdate=true")
                .isEqualTo(now);
    }

    static Stream<KeywordInfo> optionInfos() {
        return KeywordList.of(CATALOGUE).stream().filter(info -> !info.check().isEmpty());
    }

    /** Append the Japanese to japanese.txt of config, behind the English it stands for. */
    @Test
    void everyOptionOfOurPluginsIsToldInJapanese() {
        assertThat(optionInfos().filter(info -> !info.check().equals(EXAMPLE))
                .filter(info -> info.ja().meaning().equals(info.en().meaning())
                        || info.ja().value().equals(info.en().value()))
                .map(info -> info.name() + ": " + info.en().value() + ": " + info.en().meaning())).isEmpty();
    }

    /** A form that fills in the stated default must not be told that it is wrong. */
    @ParameterizedTest
    @MethodSource("optionInfos")
    void theStatedDefaultAndTheExampleOfAnOptionAreRead(KeywordInfo info) {
        Check check = CHECKS.stream().filter(c -> c.name().equals(info.check())).findFirst().orElseThrow();
        Stream.concat(info.defaultValue().stream(), Stream.of(info.example())).forEach(value -> assertThat(
                read(check, "  " + info.name() + " = " + (value.isEmpty() ? "\"\"" : value) + "\n"))
                .as(info.name() + " = " + value)
                .noneMatch(error -> error.contains(info.name() + " is")));
    }

    /** The check API and the reader of lvs.cf see nothing of each other, and count alike. */
    @Test
    void nestedRepetitionsAreRefusedHereAndThere() {
        Check http = CHECKS.stream().filter(check -> check.name().equals("http")).findFirst().orElseThrow();
        String[] pieces = {"a", "(", ")", ")", "{9}", "{99}", "{1,99}", "{999}", "{2,}", "[", "]", "^", "[^]", "\\",
                "\\Q",
                "\\E", "*", "}", "|", "(a{99}){99}"};
        var random = new Random(13);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            String regex = IntStream.range(0, 3 + random.nextInt(12))
                    .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                    .collect(Collectors.joining("", "", "b"));
            boolean bad = problem(http, Map.of("body", regex)).isPresent();
            List<String> said = read(http, "  http_body = \"" + regex + "\"\n");
            assertThat(said.isEmpty()).as("%s: %s", regex, said).isEqualTo(!bad);
            refused += bad && compiles(regex) ? 1 : 0;
        }
        assertThat(refused).as("that compile").isGreaterThan(20);
    }

    private static boolean compiles(String regex) {
        try {
            Pattern _ = Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
