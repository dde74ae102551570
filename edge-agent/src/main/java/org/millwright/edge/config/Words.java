package org.millwright.edge.config;

import java.util.Collection;
import java.util.List;

/** Lists in sentences. */
final class Words {

    private static final int SHOWN = 12;

    private Words() {}

    /** {@code a, b and c}; a long list is cut. */
    static String list(Collection<String> words, String last) {
        List<String> all = List.copyOf(words);
        if (all.size() > SHOWN) {
            return String.join(", ", all.subList(0, SHOWN)) + " and " + (all.size() - SHOWN) + " more";
        }
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " " + last + " " + all.getLast();
    }

    static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
