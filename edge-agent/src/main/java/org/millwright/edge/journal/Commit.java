package org.millwright.edge.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes into the journal's file in one transaction. */
final class Commit {

    final List<String> identities = new ArrayList<>();
    /** The number of the first of them. */
    int firstIdentity;

    final Map<String, byte[]> marks = new HashMap<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();

    @Nullable
    StoredBlock block;

    byte @Nullable [] snapshot;

    /** Blocks up to this one are done with. */
    long deleteUpTo;
    /** Blocks from this one to {@link #dropTo} are given up. */
    long dropFrom = 1;

    long dropTo;

    boolean isEmpty() {
        return identities.isEmpty()
                && marks.isEmpty()
                && deadLetters.isEmpty()
                && block == null
                && snapshot == null
                && dropTo == 0
                && deleteUpTo == 0;
    }
}
