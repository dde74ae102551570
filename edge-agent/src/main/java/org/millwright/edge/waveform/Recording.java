package org.millwright.edge.waveform;

import static java.util.Objects.requireNonNull;

import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;

/**
 * One waveform as a source brought it, good or not.
 *
 * @param statusCode as of {@link Reading}
 * @param sourceNanos the end of the recording (epoch nanoseconds), or {@link Reading#UNKNOWN_TIME}
 * @param receivedNanos when it was taken from the wire
 */
public record Recording(Channel channel, Content content, int statusCode, long sourceNanos, long receivedNanos) {

    /** What it holds. */
    public sealed interface Content {

        /** @param values belong to the recording from now on */
        @SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
        record Samples(double[] values) implements Content {}

        /** @param reason in words: what came instead of samples */
        record Unreadable(String reason) implements Content {}
    }

    public Recording {
        requireNonNull(channel, "channel is null");
        requireNonNull(content, "content is null");
    }

    public boolean isGood() {
        return Quality.ofStatusCode(statusCode) == Quality.GOOD;
    }

    public boolean hasSourceTime() {
        return sourceNanos != Reading.UNKNOWN_TIME;
    }

    /** Its source time, else its time of arrival. */
    public long timestampNanos() {
        return hasSourceTime() ? sourceNanos : receivedNanos;
    }
}
