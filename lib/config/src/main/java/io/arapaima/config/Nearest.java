package io.arapaima.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
    /** Longer words are no slips; this also bounds the work for one line. */
    private static final int MAX_LENGTH = 40;
    /** A word of at least this length may be the beginning of the one that was meant. */
    private static final int MIN_BEGINNING = 4;

    private Nearest() {}

    /**
     * The nearest word, if it is near: a third of the letters may differ, or the end may be missing.
     *
     * @param word what was written
     * @param words what could have been meant
     * @return the nearest of them, or empty
     */
    public static Optional<String> to(String word, Collection<String> words) {
        if (word.isEmpty() || word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<String> longer = words.stream().filter(one -> word.length() >= MIN_BEGINNING && one.startsWith(word))
                .findFirst();
        if (longer.isPresent()) {
            return longer;
        }
        String best = "";
        int least = 2 * Math.max(1, word.length() / 3) + 2;
        for (String candidate : words) {
            // Between two as near as each other the first letter decides: who slips rarely slips there.
            int distance = 2 * distance(word, candidate) + distance(word.substring(0, 1), first(candidate));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /**
     * The nearest words, those that contain what was written first. Where nothing is near there are none.
     *
     * @param word what was written
     * @param words what could have been meant
     * @param most how many at most
     * @return the nearest of them, the nearest first
     */
    public static List<String> of(String word, Collection<String> words, int most) {
        if (word.isEmpty() || word.length() > MAX_LENGTH) {
            return List.of();
        }
        int far = Math.max(1, word.length() / 2) + 1;
        return words.stream().map(candidate -> new Candidate(candidate, nearness(word, candidate)))
                .filter(candidate -> candidate.distance() < far).sorted(Comparator.comparingInt(Candidate::distance))
                .limit(most).map(Candidate::word).toList();
    }

    private record Candidate(String word, int distance) {}

    /** Of a name with a slash the part behind it may have been written alone. */
    private static int nearness(String word, String candidate) {
        if (candidate.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))) {
            return 0;
        }
        int slash = candidate.lastIndexOf('/');
        int whole = distance(word, candidate);
        return slash < 0 || word.contains("/")
                ? whole
                : Math.min(whole, distance(word, candidate.substring(slash + 1)));
    }

    private static String first(String word) {
        return word.substring(0, Math.min(1, word.length()));
    }

    /** Levenshtein's distance, letters of either case being equal. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int change = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
