package org.millwright.edge.source.opcua;

import java.util.ArrayDeque;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;

/**
 * The sequence numbers of one subscription: what comes next, how much was taken over and is not yet safe, and what may be
 * acknowledged. Safe from any thread; never blocks.
 */
final class Sequence {

    /** What a number says about the message that carries it. */
    sealed interface Arrival {

        /** The one that comes next. */
        record Next() implements Arrival {}

        /** It was here before. */
        record Repeated() implements Arrival {}

        /** Those from {@code from} up to and without {@code until} are missing before it. */
        record Gap(long from, long until) implements Arrival {}

        /** So far back that the server must have begun to count anew. */
        record Restarted() implements Arrival {}
    }

    private static final Arrival NEXT = new Arrival.Next();
    private static final Arrival REPEATED = new Arrival.Repeated();
    private static final Arrival RESTARTED = new Arrival.Restarted();

    /** Answers may overtake each other by no more than there are requests outstanding. */
    private static final long OVERTAKING = 64;

    private long expected;
    private int unsafe;
    private final ArrayDeque<Long> acknowledgeable = new ArrayDeque<>();

    private Sequence(long expected) {
        this.expected = expected;
    }

    /** Of a subscription that was just created. */
    static Sequence fresh() {
        return new Sequence(1);
    }

    /** Of a subscription whose messages are known up to and with {@code last}. */
    static Sequence after(long last) {
        return new Sequence(SequenceNumbers.after(last));
    }

    synchronized long expected() {
        return expected;
    }

    /**
     * Places a message; only the next one moves the sequence on. A keep-alive carries the number that the next message will
     * have, and takes none (OPC 10000-4, 5.14.1.1).
     */
    synchronized Arrival arrive(long number, boolean keepAlive) {
        if (number == expected) {
            if (!keepAlive) {
                expected = SequenceNumbers.after(expected);
            }
            return NEXT;
        }
        if (SequenceNumbers.isAhead(number, expected)) {
            return new Arrival.Gap(expected, number);
        }
        return keepAlive || SequenceNumbers.distance(number, expected) <= OVERTAKING ? REPEATED : RESTARTED;
    }

    /** Gives up what is missing before {@code number}. */
    synchronized void skipTo(long number) {
        expected = number;
    }

    /** One more message is on its way to the disk. */
    synchronized void taken() {
        unsafe++;
    }

    /** A message is on disk: the server may forget it. */
    synchronized void safe(long number) {
        unsafe--;
        acknowledgeable.add(number);
    }

    /** Nothing of this message has to be kept, or what said that it is safe was lost on the way to the server. */
    synchronized void mayForget(long number) {
        acknowledgeable.add(number);
    }

    /** How many messages were taken over and are not yet on disk. */
    synchronized int unsafe() {
        return unsafe;
    }

    /** Moves what may be acknowledged to {@code to}. */
    synchronized void drainAcknowledgements(UInteger subscription, List<SubscriptionAcknowledgement> to) {
        for (Long number = acknowledgeable.poll(); number != null; number = acknowledgeable.poll()) {
            to.add(new SubscriptionAcknowledgement(subscription, Unsigned.uint(number)));
        }
    }
}
