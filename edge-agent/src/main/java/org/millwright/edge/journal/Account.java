package org.millwright.edge.journal;

import java.util.Map;
import org.millwright.edge.signal.Loss;

/**
 * Where the events of one identity went, or of all, since the journal was made.
 *
 * <p>INVARIANT: received = stored + waiting + repeated + lost.
 *
 * @param received on disk, or known to be missing
 * @param stored answered for by the store
 * @param repeated repetitions of what was received before, not stored again
 * @param lostByReason how many are missing, and why; reasons that there are none of are left out
 */
public record Account(long received, long stored, long repeated, Map<Loss.Reason, Long> lostByReason) {

    public Account {
        lostByReason = Map.copyOf(lostByReason);
    }

    public long lost() {
        return lostByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In the journal, on the way to the store. */
    public long waiting() {
        return received - stored - repeated - lost();
    }
}
