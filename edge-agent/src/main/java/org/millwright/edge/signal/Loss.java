package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * Readings that are known to be missing. It is stored as a row of its own, beside the data that it speaks of.
 *
 * @param signal the signal's name; empty where any of the machine's may be missing
 * @param count how many at least
 * @param sinceNanos after this time the first may be missing (epoch nanoseconds), or {@link Reading#UNKNOWN_TIME}
 * @param untilNanos at this time all was well again, or {@link Reading#UNKNOWN_TIME}
 * @param noticedNanos when the agent found out; the row's timestamp
 */
public record Loss(
        Machine machine, String signal, Reason reason, long count, long sinceNanos, long untilNanos, long noticedNanos)
        implements Event {

    public enum Reason {
        /** The server's queue of the item overflowed before it could be fetched (OPC UA's Overflow bit). */
        QUEUE_OVERFLOW(0),
        /** A message is missing in a sequence and could not be fetched again. */
        SEQUENCE_GAP(1),
        /** Nobody at the source kept what happened while the agent was away. */
        NOT_KEPT(2),
        /** There was no room on its way through the agent. */
        BUS_OVERFLOW(3),
        /** The journal was full. */
        QUOTA(4),
        /** The store would not take the row; it is among the dead letters. */
        REFUSED(5),
        /** The message could not be read. */
        DECODE(6),
        /** The journal's file was damaged. */
        JOURNAL_DAMAGE(7);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** What stands for it on disk, for ever: from 0 without a hole. */
        public int code() {
            return code;
        }
    }

    public Loss {
        requireNonNull(machine, "machine is null");
        requireNonNull(signal, "signal is null");
        requireNonNull(reason, "reason is null");
    }

    /** Of one signal. */
    public static Loss of(Signal signal, Reason reason, long count, long sinceNanos, long untilNanos, long noticed) {
        return new Loss(signal.machine(), signal.name(), reason, count, sinceNanos, untilNanos, noticed);
    }
}
