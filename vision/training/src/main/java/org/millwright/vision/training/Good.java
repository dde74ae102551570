package org.millwright.vision.training;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which of the classes is that of the good parts. */
final class Good {

    /** What it is called where the pictures lie in no folder. */
    static final String NAME = "good";

    private static final Set<String> NAMES = Set.of(NAME, "ok", "normal", "pass", "free", "defect_free", "no_defect");

    private Good() {}

    /**
     * The one the user names; else one that is called like it; else the only one that has masks and all of them black;
     * else none.
     *
     * @param named empty where the user names none
     * @param blackOnly classes all of whose pictures have a mask without a defect
     */
    static Optional<String> among(Collection<String> kinds, String named, Collection<String> blackOnly)
            throws IOException {
        if (!named.isEmpty()) {
            if (!kinds.contains(named)) {
                throw new IOException("--good=" + named + ": there is no such class, only " + kinds);
            }
            return Optional.of(named);
        }
        List<String> called = kinds.stream()
                .filter(kind -> NAMES.contains(kind.toLowerCase(Locale.ROOT)))
                .toList();
        if (called.size() > 1) {
            throw new IOException("each of " + called + " sounds like the good parts; name one with --good");
        }
        if (called.size() == 1) {
            return Optional.of(called.getFirst());
        }
        return blackOnly.size() == 1 ? blackOnly.stream().findFirst() : Optional.empty();
    }
}
