package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.NamedFaults;

/**
 * Takes the messages of one account to the intake, and says which may be acknowledged: those that are safe, in the order
 * in which they came, whether or not there was anything in them.
 *
 * <p>Where the intake has no room, {@link #take} holds up Paho's thread, and with it all that the broker sends, for
 * a while; the answers to our pings wait as well, which Paho bears for a keep-alive of 15 s. Then the connection is
 * given up and the message left unacknowledged, so that the broker sends it again. What the broker would not send again
 * is counted as lost.
 */
final class Inbox {

    private static final int PAYLOAD_BYTES = 4 << 20;

    private final boolean kept;
    private final Duration patience;
    private final Decoder decoder;
    private final Intake intake;
    private final InstantSource clock;
    private final NamedFaults faults;
    private final DecodeLosses losses;
    private final Redeliveries redeliveries;
    private final CatchUp catchUp = new CatchUp();
    private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
    private volatile long heardNanos = Long.MIN_VALUE;

    /**
     * @param kept whether the broker sends again what we leave unacknowledged
     * @param patience for how long {@link #take} waits for room
     */
    Inbox(
            boolean kept,
            Duration patience,
            Decoder decoder,
            Redeliveries redeliveries,
            DecodeLosses losses,
            Intake intake,
            InstantSource clock,
            NamedFaults faults) {
        this.kept = kept;
        this.patience = patience;
        this.decoder = decoder;
        this.redeliveries = redeliveries;
        this.losses = losses;
        this.intake = intake;
        this.clock = clock;
        this.faults = faults;
    }

    /** A new connection is about to be opened. */
    void connecting() {
        catchUp.connecting();
        decoder.connecting();
    }

    /** When a message last came (epoch nanoseconds); {@link Long#MIN_VALUE} before the first. */
    long heardNanos() {
        return heardNanos;
    }

    /** @param remembered whether the broker has kept the session */
    void subscribed(boolean remembered, Duration away) {
        catchUp.subscribed(remembered, away, System.nanoTime());
    }

    /** The broker has begun a new session; before anything of it comes. */
    synchronized void sessionIsNew() {
        redeliveries.forget();
    }

    /** On Paho's thread, which an exception would end. */
    synchronized void take(Line line, Message message) {
        if (line.isBroken() && kept && message.wantsAcknowledgement()) {
            return; // It comes again, after the one that was not taken.
        }
        long now = now();
        heardNanos = now;
        try {
            boolean late = catchUp.isLate(message, System.nanoTime());
            if (redeliveries.isTaken(message)) {
                faults.count("redelivered");
                hand(line, message, new Parcel(List.of(), List.of(), receipt(line, message)));
            } else {
                takeFirst(line, message, new Arrival(message, late, now));
            }
        } catch (RuntimeException e) {
            // Not acknowledged, which would be for ever on this connection.
            internal(message.topic(), e);
            line.breakOff("a fault of ours (" + e + "): see the log");
        }
    }

    private void takeFirst(Line line, Message message, Arrival arrival) {
        List<Event> events = events(arrival);
        boolean remembered = kept && message.wantsAcknowledgement();
        List<Mark> marks = remembered ? List.of(redeliveries.take(message)) : List.of();
        boolean taken = false;
        try {
            taken = hand(line, message, new Parcel(events, marks, receipt(line, message)));
        } finally {
            if (remembered && !taken) {
                redeliveries.takeBack();
            }
        }
    }

    private Receipt receipt(Line line, Message message) {
        if (!message.wantsAcknowledgement()) {
            return Receipt.NONE;
        }
        int id = message.id();
        return () -> {
            line.acknowledge(id);
            catchUp.acknowledged(System.nanoTime());
        };
    }

    private List<Event> events(Arrival arrival) {
        List<Event> events = new ArrayList<>();
        try {
            if (arrival.payload().length > PAYLOAD_BYTES) {
                tooLarge(arrival);
            } else {
                events.addAll(decoder.decode(arrival));
            }
        } catch (RuntimeException e) {
            internal(arrival.topic(), e);
            decoder.skip(arrival);
        }
        events.addAll(losses.due(arrival.nanos()));
        return events;
    }

    private void tooLarge(Arrival arrival) {
        faults.report(
                "oversized",
                arrival.topic(),
                () -> "topic " + arrival.topic() + ": a payload of " + arrival.payload().length
                        + " bytes, the limit is " + PAYLOAD_BYTES + ": split it in the device");
        decoder.skip(arrival);
    }

    private void internal(String topic, RuntimeException error) {
        faults.report(
                "internal",
                topic,
                () -> "topic " + topic + ": a message was dropped by a fault of ours (" + error + ")");
    }

    /** False where there was no room: what is not left with the broker is counted. */
    private boolean hand(Line line, Message message, Parcel parcel) {
        boolean nothing = parcel.events().isEmpty() && !message.wantsAcknowledgement();
        if (nothing || offer(parcel, line.isBroken() ? Duration.ZERO : patience)) {
            return true;
        }
        List<Event> readings = putBack(parcel.events());
        boolean comesAgain = kept && message.wantsAcknowledgement();
        if (!comesAgain) {
            intake.lost(Parcel.of(readings));
        }
        if (message.wantsAcknowledgement()) {
            faults.count("intake-full");
            line.breakOff("the journal had no room for " + patience.toSeconds()
                    + " s: what comes is left with the broker; is the disk full, or slow?");
        }
        return false;
    }

    /** Keeps for the next second what the agent itself has to say; returns the readings. */
    private List<Event> putBack(List<? extends Event> events) {
        List<Event> readings = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case Loss loss when loss.reason() == Loss.Reason.DECODE -> losses.putBack(List.of(loss));
                case Reading reading -> readings.add(reading);
                default -> waiting.add(event);
            }
        }
        return readings;
    }

    /** Paho interrupts its thread where the connection ends meanwhile. */
    private boolean offer(Parcel parcel, Duration atMost) {
        try {
            return intake.offer(parcel, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** About once a second, on the connection's thread. */
    void tick() {
        long now = now();
        List<Event> events = new ArrayList<>(decoder.tick(now));
        events.addAll(losses.due(now));
        keep(events);
    }

    /** For the last time. */
    void close() {
        keep(new ArrayList<>(losses.rest(now())));
    }

    private void keep(List<Event> events) {
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            events.add(event);
        }
        if (!events.isEmpty() && !offer(Parcel.of(events), patience)) {
            intake.lost(Parcel.of(putBack(events)));
        }
    }

    private long now() {
        return SourceTime.nanos(clock.instant()).orElseThrow();
    }
}
