package io.arapaima.manager.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    @Test
    void aChangeIsShownWithThreeLinesAroundIt() {
        assertThat(UnifiedDiff.of(lines("1\n2\n3\n4\n5\n6\n7\n8\n9"), lines("1\n2\n3\n4\nfive\n6\n7\n8\n9")))
                .containsExactly("@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
        assertThat(UnifiedDiff.of(lines("1\n2"), lines("1\n2\n3"))).containsExactly("@@ -1,2 +1,3 @@", " 1", " 2",
                "+3");
        assertThat(UnifiedDiff.of(lines("a\nb"), lines("a\nb"))).isEmpty();
        assertThat(UnifiedDiff.of(List.of(), lines("a"))).containsExactly("@@ -1,0 +1,1 @@", "+a");
    }

    @Test
    void whatItSaysMakesOneTextOfTheOther() {
        var random = new Random(14);
        for (int i = 0; i < 3000; i++) {
            List<String> before = text(random, random.nextInt(60));
            List<String> after = new ArrayList<>(before);
            for (int edits = random.nextInt(8); edits > 0; edits--) {
                if (after.isEmpty() || random.nextBoolean()) {
                    after.add(random.nextInt(after.size() + 1), text(random, 1).getFirst());
                } else {
                    after.remove(random.nextInt(after.size()));
                }
            }
            assertThat(patched(before, UnifiedDiff.of(before, after))).isEqualTo(after);
        }
    }

    @Test
    void textsThatHaveNothingInCommonAreOneChange() {
        List<String> before = IntStream.range(0, 5000).mapToObj(i -> "old " + i).toList();
        List<String> after = IntStream.range(0, 4000).mapToObj(i -> "new " + i).toList();
        List<String> hunks = UnifiedDiff.of(before, after);
        assertThat(hunks).hasSize(9001);
        assertThat(patched(before, hunks)).isEqualTo(after);
    }

    private static List<String> text(Random random, int lines) {
        return random.ints(lines, 0, 6).mapToObj(Integer::toString).toList();
    }

    private static List<String> patched(List<String> before, List<String> hunks) {
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : hunks) {
            if (line.startsWith("@")) {
                int from = Integer.parseInt(line.substring(4, line.indexOf(','))) - 1;
                after.addAll(before.subList(at, from));
                at = from;
            } else {
                if (line.charAt(0) != '+') {
                    assertThat(before.get(at)).isEqualTo(line.substring(1));
                    at++;
                }
                if (line.charAt(0) != '-') {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after;
    }
}
