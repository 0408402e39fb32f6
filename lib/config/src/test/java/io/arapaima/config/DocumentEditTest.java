package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Edits in proportion to what is changed: what is taken back leaves no trace, and nothing else ever moves. */
class DocumentEditTest {
    private static final List<String> WORDS = List.of("wlc", "a b", "it's", "say \"x\"", "#1", "", "x#y", "\\r\\n",
            "{");
    private static final List<String> KEYWORDS = List.of("scheduler", "expect", "send", "http_path", "no_such_word",
            "client_monitor");

    private final BlockPath mail = BlockPath.virtual("mail");
    private final BlockPath shop = BlockPath.virtual("shop");

    /** A file as people leave them: odd blanks and quotes, comments everywhere, words nobody knows, no end of the last line. */
    private static String file(Random random) {
        var text = new StringBuilder();
        String ending = random.nextBoolean() ? "\n" : "\r\n";
        sprinkle(text, random, ending);
        line(text, random, ending, "", "primary = 10.0.0.1");
        for (int v = 0; v < 1 + random.nextInt(4); v++) {
            sprinkle(text, random, ending);
            line(text, random, ending, "", "virtual " + (random.nextBoolean() ? "v" + v : "\"v" + v + "\"") + " {");
            statements(text, random, ending, "  ");
            for (int s = 0; s < random.nextInt(4); s++) {
                sprinkle(text, random, ending);
                line(text, random, ending, "\t", "server 's" + s + "'  {");
                statements(text, random, ending, "\t  ");
                line(text, random, ending, "\t", "}");
            }
            line(text, random, ending, "", "}");
            if (random.nextInt(3) == 0) {
                line(text, random, ending, "", "unknown_word = " + v + " of nobody");
            }
        }
        sprinkle(text, random, ending);
        return random.nextBoolean() ? text.toString() : text.toString().stripTrailing();
    }

    private static void sprinkle(StringBuilder text, Random random, String ending) {
        for (int i = 0; i < random.nextInt(3); i++) {
            text.append(random.nextBoolean() ? "# note " + i : "").append(ending);
        }
    }

    private static void statements(StringBuilder text, Random random, String ending, String indent) {
        for (String keyword : KEYWORDS) {
            if (random.nextInt(3) == 0) {
                String value = List.of("plain", "'quoted'", "\"quoted too\"").get(random.nextInt(3));
                line(text, random, ending, indent, keyword + (random.nextBoolean() ? " = " : "  =\t") + value);
            }
        }
    }

    private static void line(StringBuilder text, Random random, String ending, String indent, String line) {
        boolean comment = random.nextInt(4) == 0 && (line.equals("}") || line.contains(" = "));
        text.append(indent).append(line).append(comment ? "   # " + line.length() : "").append(ending);
    }

    @RepeatedTest(300)
    void anEditThatIsTakenBackLeavesTheBytesAsTheyWere(RepetitionInfo turn) {
        var random = new Random(turn.getCurrentRepetition());
        LvsConfDocument before = LvsConfDocument.of(file(random));
        BlockPath block = block(before, random);
        String keyword = KEYWORDS.get(random.nextInt(KEYWORDS.size()));
        if (!has(before, block, keyword)) {
            assertSame(before, new DocumentBuilder().set(block, keyword, WORDS.get(random.nextInt(WORDS.size())))
                    .unset(block, keyword));
        } else {
            String value = before.value(block, keyword).orElseThrow();
            assertSame(before, new DocumentBuilder().set(block, keyword, "other").set(block, keyword, value));
        }
        if (block.words().isEmpty()) {
            return;
        }
        BlockPath parent = BlockPath.of(block.words().subList(0, block.words().size() - 2));
        BlockPath added = parent.words().isEmpty() ? BlockPath.virtual("new one") : parent.server("new one");
        assertSame(before, new DocumentBuilder().addBlock(added).removeBlock(added));
        assertSame(before, new DocumentBuilder().rename(block, "new").rename(added(block, "new"), name(block)));
        List<String> names = before.names(parent, block.words().get(block.words().size() - 2));
        int at = names.indexOf(name(block));
        String next = at + 1 < names.size() ? names.get(at + 1) : "";
        for (String place : names) {
            assertSame(before, new DocumentBuilder().move(block, place).move(block, next));
        }
        assertSame(before, new DocumentBuilder().move(block, "").move(block, next));
    }

    private static void assertSame(LvsConfDocument before, DocumentBuilder edits) {
        assertThat(edits.of(before).text()).as("%s", edits.edits()).isEqualTo(before.text());
    }

    private static BlockPath added(BlockPath block, String name) {
        List<String> words = new ArrayList<>(block.words());
        words.set(words.size() - 1, name);
        return BlockPath.of(words);
    }

    private static String name(BlockPath block) {
        return block.words().getLast();
    }

    private static boolean has(LvsConfDocument document, BlockPath block, String keyword) {
        return document.value(block, keyword).isPresent();
    }

    private static BlockPath block(LvsConfDocument document, Random random) {
        List<String> virtuals = document.names(BlockPath.top(), "virtual");
        BlockPath virtual = BlockPath.virtual(virtuals.get(random.nextInt(virtuals.size())));
        List<String> servers = document.names(virtual, "server");
        return servers.isEmpty() || random.nextBoolean()
                ? virtual
                : virtual.server(servers.get(random.nextInt(servers.size())));
    }

    /** Whatever is edited, every line that it is not about is still there, in its order. */
    @RepeatedTest(100)
    void noOtherLineMoves(RepetitionInfo turn) {
        var random = new Random(1000 + turn.getCurrentRepetition());
        LvsConfDocument before = LvsConfDocument.of(file(random));
        BlockPath block = block(before, random);
        List<String> lines = before.text().lines().toList();
        assertThat(lines).as("a removed keyword takes its own lines")
                .containsSubsequence(before.without(block, "expect").text().lines().toList());
        assertThat(lines).as("a removed block takes its own lines")
                .containsSubsequence(before.withoutBlock(block).text().lines().toList());
        assertThat(before.moved(block, "").text().lines().sorted()).as("a moved one takes none")
                .isEqualTo(lines.stream().sorted().toList());
        assertThat(before.moved(block, "").text()).as("words that nobody knows")
                .satisfies(text -> assertThat(text.lines().filter(l -> l.startsWith("unknown_word")))
                        .containsExactlyElementsOf(lines.stream().filter(l -> l.startsWith("unknown_word")).toList()));
    }

    private static final String SHOPS = """
            # the shop
            virtual shop {
            \tserver "old name" { # rack 7
            \t}
            }

            # mail
            # of the company
            virtual mail {
            }
            port = 7

            virtual last {
            }
            """;

    @Test
    void blocksChangePlacesWithTheirCommentsAndNothingElseDoes() {
        assertThat(LvsConfDocument.of(SHOPS).moved(shop, "last").text()).isEqualTo("""
                # mail
                # of the company
                virtual mail {
                }

                # the shop
                virtual shop {
                \tserver "old name" { # rack 7
                \t}
                }
                port = 7

                virtual last {
                }
                """);
        assertThat(LvsConfDocument.of(SHOPS).moved(shop, "")).satisfies(moved -> assertThat(
                moved.names(BlockPath.top(), "virtual")).containsExactly("mail", "last", "shop"));
        assertThat(LvsConfDocument.of(SHOPS).moved(shop, "shop").text()).isEqualTo(SHOPS);
    }

    @Test
    void aNewNameKeepsTheSpellingOfItsLine() {
        LvsConfDocument document = LvsConfDocument.of(SHOPS);
        assertThat(document.renamed(shop.server("old name"), "new").text())
                .isEqualTo(SHOPS.replace("\"old name\" {", "\"new\" {"));
        assertThat(document.renamed(shop, "big shop").text()).contains("virtual \"big shop\" {\n");
    }

    @Test
    void aValueKeepsItsQuotesWhereItCan() {
        LvsConfDocument document = LvsConfDocument.of("virtual v {\nexpect = HTTP\nsend = 'GET'  # get\n}\n");
        BlockPath v = BlockPath.virtual("v");
        assertThat(document.with(v, "expect", "OK").with(v, "send", "PUT").text())
                .isEqualTo("virtual v {\nexpect = OK\nsend = 'PUT'  # get\n}\n");
        assertThat(document.with(v, "expect", "it is").with(v, "send", "it' s").text())
                .isEqualTo("virtual v {\nexpect = \"it is\"\nsend = \"it' s\"  # get\n}\n");
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        LvsConfDocument document = LvsConfDocument.of(SHOPS);
        assertThatThrownBy(() -> document.withBlock(mail)).hasMessage(
                "there is a virtual mail already, in line 9; choose another name");
        assertThatThrownBy(() -> document.renamed(shop, "mail")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> document.renamed(shop, "")).hasMessage("a virtual block needs a name");
        assertThatThrownBy(() -> document.moved(shop, "none")).isInstanceOf(NoSuchElementException.class)
                .hasMessage("there is no virtual none to stand before");
        assertThatThrownBy(() -> document.moved(BlockPath.top(), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LvsConfDocument.of("virtual a {\n}\nvirtual b {\n").moved(
                BlockPath.virtual("a"), "")).hasMessage("virtual b has no closing brace; add it first");
        for (List<String> path : List.of(List.of("virtual"), List.of("host", "a"), List.of("virtual", "a", "b", "c"),
                List.of("server", "a"))) {
            assertThatThrownBy(() -> BlockPath.of(path)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("write virtual NAME or failover NAME");
        }
        assertThat(BlockPath.of(List.of("failover", "a", "server", "b"))).hasToString("failover a: server b");
    }
}
