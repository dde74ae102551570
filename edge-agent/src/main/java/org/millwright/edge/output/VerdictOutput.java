package org.millwright.edge.output;

import org.millwright.edge.signal.Verdict;

/**
 * Where verdicts go in the plant, beside the store. Sealed, so that every way to act on a machine is in this package,
 * behind the allow-list.
 */
public sealed interface VerdictOutput extends AutoCloseable permits Release, TopicRelease {

    /** Begins to follow the station and to send the heartbeat; call it before the source is started. */
    void start();

    /** Takes a verdict over and returns at once; the inspection's thread. */
    void decided(Verdict verdict);

    /** The inspection loop turns; without this for a while the heartbeat stops, and the machine rejects. Any thread. */
    void alive();

    /** Any thread. */
    ReleaseStatus status();

    /** No heartbeat and no verdict after this. */
    @Override
    void close();
}
