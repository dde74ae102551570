package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * One subscription on the server, which may outlive the session it was made in. Its messages are handed on in the order of
 * their numbers, each once; what is missing holds back what comes after it until it was fetched or given up.
 *
 * <p>Messages come on the client's threads; the rest is the source's own thread's.
 */
final class ServerSubscription {

    /** Hears messages one at a time, on the thread that brought them; must not block. */
    @FunctionalInterface
    interface Receiver {
        void receive(ServerSubscription from, Message message);
    }

    /** @param lifetime for how long the server keeps it when nobody asks */
    record Pace(Duration publishing, Duration keepAlive, Duration lifetime) {

        /** Until the server told. */
        static final Pace UNKNOWN = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private final UInteger id;
    private volatile Pace pace;
    private final Sequence sequence;
    private final Receiver receiver;
    private final Faults faults;
    private final Consumer<Happening> happenings;
    private final Object order = new Object();
    private final ArrayDeque<Message> heldBack = new ArrayDeque<>();
    private boolean catchingUp;
    private boolean forgivesOne;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean closed;

    ServerSubscription(
            UInteger id,
            Pace pace,
            Sequence sequence,
            Receiver receiver,
            Faults faults,
            Consumer<Happening> happenings) {
        this.id = id;
        this.pace = pace;
        this.sequence = sequence;
        this.receiver = receiver;
        this.faults = faults;
        this.happenings = happenings;
    }

    UInteger id() {
        return id;
    }

    Pace pace() {
        return pace;
    }

    void pace(Pace revised) {
        pace = revised;
    }

    Receiver receiver() {
        return receiver;
    }

    Sequence sequence() {
        return sequence;
    }

    /** A message from the server, as an answer to a request to publish. */
    void arrived(Message message) {
        heardNanos = System.nanoTime();
        synchronized (order) {
            if (closed) {
                return;
            }
            if (catchingUp) {
                heldBack.add(message);
            } else {
                place(message);
            }
        }
    }

    private void place(Message message) {
        Sequence.Arrival arrival = sequence.arrive(message.number(), message.keepAlive());
        if (forgivesOne
                && arrival instanceof Sequence.Arrival.Gap(long from, long until)
                && SequenceNumbers.after(from) == until) {
            sequence.skipTo(until);
            arrival = sequence.arrive(message.number(), message.keepAlive());
        }
        forgivesOne = false;
        switch (arrival) {
            case Sequence.Arrival.Next() -> {
                if (!message.keepAlive()) {
                    receiver.receive(this, message);
                    message.statuses().forEach(this::heed);
                }
            }
            case Sequence.Arrival.Repeated() -> {
                if (!message.keepAlive()) {
                    faults.add("notification-repeated");
                }
            }
            case Sequence.Arrival.Gap gap -> {
                catchingUp = true;
                heldBack.addFirst(message);
                happenings.accept(new Happening.Missing(this, gap.from(), gap.until()));
            }
            case Sequence.Arrival.Restarted() ->
                happenings.accept(new Happening.Ended(this, "its sequence numbers went backwards"));
        }
    }

    private void heed(StatusCode status) {
        if (status.value() == StatusCodes.Bad_Timeout) {
            happenings.accept(new Happening.Ended(this, "the server let it time out"));
        } else if (!status.isGood() || status.value() == StatusCodes.Good_SubscriptionTransferred) {
            happenings.accept(new Happening.Ended(this, "the server ended it (" + Statuses.name(status.value()) + ")"));
        }
    }

    /** From now on what comes is held back, until {@link #caughtUp}. */
    void catchUp() {
        synchronized (order) {
            catchingUp = true;
        }
    }

    /**
     * A server may spend one number on telling the earlier session that the subscription was taken from it. Where it is known
     * to keep its newest message until that is acknowledged, one number missing right after the last that it kept was that,
     * and no message of ours.
     */
    void takenOver(boolean retains) {
        synchronized (order) {
            forgivesOne = retains;
        }
    }

    /**
     * A message that was missing; ignored unless it is the next one. Its word on the subscription's state is old: it may be
     * that the subscription was taken from the session that died.
     */
    void fetched(Message message) {
        synchronized (order) {
            if (!closed
                    && message.number() == sequence.expected()
                    && sequence.arrive(message.number(), message.keepAlive()) instanceof Sequence.Arrival.Next) {
                receiver.receive(this, message);
            }
        }
    }

    /** What could be fetched was fetched: goes on with what was held back. */
    void caughtUp() {
        synchronized (order) {
            catchingUp = false;
            heardNanos = System.nanoTime();
            int waiting = heldBack.size();
            for (int i = 0; i < waiting && !catchingUp; i++) {
                place(heldBack.removeFirst());
            }
        }
    }

    /** Runs {@code action} while no message is being delivered. */
    void inOrder(Runnable action) {
        synchronized (order) {
            action.run();
        }
    }

    /** How many messages came and are not yet on disk. */
    int backlog() {
        synchronized (order) {
            return heldBack.size() + sequence.unsafe();
        }
    }

    /** After a break it was silent with reason. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** True when not even a keep-alive came for two and a half times as long as one should take. */
    boolean isSilent(long nowNanos, Duration atLeast) {
        Duration limit = pace.keepAlive().multipliedBy(5).dividedBy(2);
        limit = limit.compareTo(atLeast) > 0 ? limit : atLeast;
        return nowNanos - heardNanos > limit.toNanos();
    }

    long heardNanos() {
        return heardNanos;
    }

    /** From now on whatever still comes in is not for us. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
