package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where what was received is kept until the store has it.
 *
 * @param quotaBytes most that waiting rows may take on disk, compressed
 * @param commitEvery how long a reading may wait for company before it is synced to disk
 */
public record JournalConfig(Path folder, long quotaBytes, WhenFull whenFull, Duration commitEvery) {

    /** What gives way when the quota is reached; either is counted as lost by {@code quota}. */
    public enum WhenFull {
        /** The newest data tell most about the plant as it is. */
        DROP_OLDEST,
        /** What led to the outage tells most. */
        REFUSE_NEWEST
    }

    public JournalConfig {
        requireNonNull(folder, "folder is null");
        requireNonNull(whenFull, "whenFull is null");
        requireNonNull(commitEvery, "commitEvery is null");
        if (quotaBytes < 1) {
            throw new IllegalArgumentException("quotaBytes=" + quotaBytes + ": must be at least 1");
        }
    }
}
