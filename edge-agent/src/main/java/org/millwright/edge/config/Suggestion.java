package org.millwright.edge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean …?" */
final class Suggestion {

    private Suggestion() {}

    /** The candidate closest to {@code text}, where it is close: at most a third of its letters differ. */
    static Optional<String> closest(String text, Collection<String> candidates) {
        String wanted = normal(text);
        return candidates.stream()
                .filter(candidate -> distance(wanted, normal(candidate))
                        <= Math.max(1, Math.max(wanted.length(), candidate.length()) / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(wanted, normal(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A remedy that begins with the closest candidate and otherwise lists what there is. */
    static String remedy(String text, Collection<String> candidates) {
        if (candidates.isEmpty()) {
            return "";
        }
        return closest(text, candidates)
                .map(close -> "did you mean " + close + "?")
                .orElseGet(() -> "there is " + Words.list(candidates, "and"));
    }

    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Optimal string alignment: like Levenshtein's, but two swapped neighbours count once. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 40 || a.length() > 200) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
