package io.arapaima.manager.desk;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line, as {@code diff -u} prints it. Pure. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    /** Texts that differ in more lines are shown as one change: the search takes time in proportion to its square. */
    private static final int MOST_EDITS = 1500;

    private final List<String> before;
    private final List<String> after;
    /** One character a line, blank, - or +, and the line behind it. */
    private final List<String> script = new ArrayList<>();
    /** Lines of both texts before the script. */
    private int skipped;

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The hunks; none when both are the same. */
    static List<String> of(List<String> before, List<String> after) {
        var diff = new UnifiedDiff(before, after);
        diff.compare();
        return diff.hunks();
    }

    private void compare() {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        skipped = Math.max(0, head - CONTEXT);
        before.subList(skipped, head).forEach(line -> script.add(" " + line));
        middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
        before.subList(before.size() - tail, before.size() - tail + Math.min(tail, CONTEXT))
                .forEach(line -> script.add(" " + line));
    }

    /** The shortest script, found as E. Myers describes ("An O(ND) Difference Algorithm and Its Variations", 1986). */
    private void middle(List<String> a, List<String> b) {
        int most = Math.min(MOST_EDITS, a.size() + b.size());
        List<int[]> trace = new ArrayList<>();
        int[] furthest = new int[2 * most + 3];
        for (int edits = 0; edits <= most; edits++) {
            trace.add(furthest.clone());
            for (int k = -edits; k <= edits; k += 2) {
                int x = start(furthest, most, edits, k);
                while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                furthest[most + 1 + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    walkBack(a, b, trace, most);
                    return;
                }
            }
        }
        a.forEach(line -> script.add("-" + line));
        b.forEach(line -> script.add("+" + line));
    }

    private static boolean isInsertion(int[] furthest, int most, int edits, int k) {
        return k == -edits || (k != edits && furthest[most + k] < furthest[most + 2 + k]);
    }

    private static int start(int[] furthest, int most, int edits, int k) {
        return isInsertion(furthest, most, edits, k) ? furthest[most + 2 + k] : furthest[most + k] + 1;
    }

    private void walkBack(List<String> a, List<String> b, List<int[]> trace, int most) {
        List<String> backwards = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int edits = trace.size() - 1; edits >= 0; edits--) {
            int[] furthest = trace.get(edits);
            int k = x - y;
            boolean insertion = isInsertion(furthest, most, edits, k);
            int fromX = edits == 0 ? 0 : insertion ? furthest[most + 2 + k] : furthest[most + k];
            int fromY = edits == 0 ? 0 : fromX - (insertion ? k + 1 : k - 1);
            int afterX = edits == 0 ? 0 : insertion ? fromX : fromX + 1;
            while (x > afterX) {
                x--;
                y--;
                backwards.add(" " + a.get(x));
            }
            if (edits > 0) {
                backwards.add(insertion ? "+" + b.get(fromY) : "-" + a.get(fromX));
            }
            x = fromX;
            y = fromY;
        }
        script.addAll(backwards.reversed());
    }

    private List<String> hunks() {
        List<String> out = new ArrayList<>();
        int old = skipped;
        int now = skipped;
        int at = 0;
        while (at < script.size()) {
            if (script.get(at).charAt(0) == ' ') {
                at++;
                old++;
                now++;
                continue;
            }
            int from = Math.max(0, at - CONTEXT);
            int to = end(at);
            List<String> hunk = script.subList(from, to);
            int oldLines = count(hunk, '+');
            int newLines = count(hunk, '-');
            int oldAt = old - (at - from);
            int newAt = now - (at - from);
            out.add("@@ -" + (oldAt + 1) + "," + oldLines + " +" + (newAt + 1) + "," + newLines + " @@");
            out.addAll(hunk);
            old = oldAt + oldLines;
            now = newAt + newLines;
            at = to;
        }
        return out;
    }

    /** The lines that are not only on the other side. */
    private static int count(List<String> hunk, char other) {
        return (int) hunk.stream().filter(line -> line.charAt(0) != other).count();
    }

    /** Where the changes that begin here end, with the lines around them; those that are near each other come together. */
    private int end(int at) {
        int last = at;
        for (int i = at; i < script.size() && i <= last + 2 * CONTEXT; i++) {
            last = script.get(i).charAt(0) == ' ' ? last : i;
        }
        return Math.min(script.size(), last + 1 + CONTEXT);
    }
}
