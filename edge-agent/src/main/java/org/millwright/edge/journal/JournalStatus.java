package org.millwright.edge.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the journal is doing, for the page and for {@code /metrics}; a snapshot.
 *
 * @param waitingBytes compressed rows on disk that the store does not have yet
 * @param quotaBytes most of them
 * @param queued events that are not on disk yet
 * @param blocks put away since the start
 * @param lineBytes of line protocol put away since the start, before compression
 * @param compressedBytes the same, compressed
 * @param cpu that encoding, compressing and writing took since the start; zero where the system does not tell
 * @param late readings from before the rows remembered for their signal
 * @param withoutValue readings without a value: NaN, infinite, wrong type, status only
 * @param trouble why nothing can be put away at the moment; empty when all is well
 * @param deadLetters the newest rows that the store would not take, newest first
 */
public record JournalStatus(
        Account total,
        long waitingBytes,
        long quotaBytes,
        int queued,
        long blocks,
        long lineBytes,
        long compressedBytes,
        Duration cpu,
        long late,
        long withoutValue,
        Optional<String> trouble,
        List<DeadLetter> deadLetters) {

    public JournalStatus {
        deadLetters = List.copyOf(deadLetters);
    }
}
