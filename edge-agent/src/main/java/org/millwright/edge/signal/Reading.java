package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * One value of one signal with its quality and its three times, all in nanoseconds since the Unix epoch (UTC).
 *
 * @param statusCode the OPC UA status code as it came (0 is Good); 0 or {@link #BAD_STATUS} for protocols that have none
 * @param sourceNanos when the value was measured, or {@link #UNKNOWN_TIME} where the source did not say
 * @param serverNanos when the server or broker side saw it, or {@link #UNKNOWN_TIME}
 * @param receivedNanos when this agent took it from the wire; always known
 */
public record Reading(
        Signal signal,
        Value value,
        int statusCode,
        long sourceNanos,
        long serverNanos,
        long receivedNanos,
        Origin origin)
        implements Event {

    /** How it came here. */
    public enum Origin {
        /** Sent when it happened, or as soon as the line was whole again. */
        LIVE,
        /** From the source's history: fetched afterwards, or sent with the word that it is historical. */
        BACKFILLED
    }

    /** Stands for a time that the source did not give. */
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;

    /** OPC UA {@code Bad} without a sub-code. */
    public static final int BAD_STATUS = 0x8000_0000;

    public Reading {
        requireNonNull(signal, "signal is null");
        requireNonNull(value, "value is null");
        requireNonNull(origin, "origin is null");
    }

    /** A live one. */
    public Reading(Signal signal, Value value, int statusCode, long sourceNanos, long serverNanos, long receivedNanos) {
        this(signal, value, statusCode, sourceNanos, serverNanos, receivedNanos, Origin.LIVE);
    }

    public Quality quality() {
        return Quality.ofStatusCode(statusCode);
    }

    /** The time under which the reading is stored: source time, else server time, else receive time. */
    public long timestampNanos() {
        if (sourceNanos != UNKNOWN_TIME) {
            return sourceNanos;
        }
        return serverNanos != UNKNOWN_TIME ? serverNanos : receivedNanos;
    }
}
