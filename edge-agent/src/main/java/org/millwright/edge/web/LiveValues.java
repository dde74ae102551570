package org.millwright.edge.web;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.web.AgentStatus.SignalState;
import org.millwright.edge.web.AgentStatus.SignalsState;

/**
 * The newest value of each signal and its course over the last minute, for the page.
 *
 * <p>A thread of its own takes readings from a subscription of its own, which should drop the oldest: here a value that
 * was missed is no loss. Memory is bounded: {@value #SHOWN} signals are kept, the first seen, and more are only counted.
 */
public final class LiveValues implements AutoCloseable {

    /** How many signals the page shows; each costs about a kilobyte here and in each answer. */
    static final int SHOWN = 300;

    static final int TREND_POINTS = 60;
    private static final Duration TREND_EVERY = Duration.ofSeconds(1);
    private static final int COUNTED = 100_000;
    private static final int BATCH = 4_096;

    private final Subscription<Event> subscription;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Signal, SignalTrack> tracks = new HashMap<>();
    /** In front of the two: most of 100,000 readings a second are of signals that are known as these very objects. */
    private final IdentityHashMap<Signal, Optional<SignalTrack>> byInstance = new IdentityHashMap<>();

    private final Set<Signal> others = new HashSet<>();
    private final Map<String, Long> lastReceivedNanos = new HashMap<>();
    private Optional<Instant> firstValue = Optional.empty();
    private Instant nextPoint;

    public LiveValues(Subscription<Event> subscription, InstantSource clock) {
        this.subscription = requireNonNull(subscription, "subscription is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.nextPoint = clock.instant().plus(TREND_EVERY);
        this.thread = Thread.ofPlatform().name("live-values").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        List<Event> batch = new ArrayList<>(BATCH);
        try {
            while (!subscription.isDrained()) {
                subscription.drainTo(batch, BATCH, Duration.ofMillis(200));
                accept(batch);
                batch.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a batch and lets the trends go on; package-private for tests that hold the clock. */
    void accept(List<Event> batch) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Reading before = null;
            for (Event event : batch) {
                if (event instanceof Reading reading) {
                    // The readings of a machine come in a row: only the last of them tells when it was heard.
                    if (before != null
                            && !before.signal()
                                    .machine()
                                    .equals(reading.signal().machine())) {
                        heard(before);
                    }
                    before = reading;
                    track(reading.signal()).ifPresent(track -> track.latest(reading));
                }
            }
            if (before != null) {
                firstValue = firstValue.or(() -> Optional.of(now));
                heard(before);
            }
            if (!now.isBefore(nextPoint)) {
                tracks.values().forEach(SignalTrack::point);
                nextPoint = now.plus(TREND_EVERY);
            }
        } finally {
            lock.unlock();
        }
    }

    private void heard(Reading reading) {
        String machine = reading.signal().machine().name();
        if (lastReceivedNanos.size() < COUNTED || lastReceivedNanos.containsKey(machine)) {
            lastReceivedNanos.put(machine, reading.receivedNanos());
        }
    }

    /** Empty where the signal is only counted. */
    private Optional<SignalTrack> track(Signal signal) {
        Optional<SignalTrack> known = byInstance.get(signal);
        if (known != null) {
            return known;
        }
        Optional<SignalTrack> track = Optional.ofNullable(tracks.get(signal)).or(() -> newTrack(signal));
        if (byInstance.size() >= COUNTED) {
            byInstance.clear();
        }
        byInstance.put(signal, track);
        return track;
    }

    private Optional<SignalTrack> newTrack(Signal signal) {
        if (tracks.size() < SHOWN) {
            SignalTrack track = new SignalTrack(signal);
            tracks.put(signal, track);
            return Optional.of(track);
        }
        if (others.size() < COUNTED) {
            others.add(signal);
        }
        return Optional.empty();
    }

    /** By machine and name; any thread. */
    public SignalsState snapshot() {
        lock.lock();
        try {
            List<SignalState> shown = new ArrayList<>(tracks.size());
            tracks.values().forEach(track -> track.state().ifPresent(shown::add));
            shown.sort(Comparator.comparing(
                            (SignalState state) -> state.signal().machine().name())
                    .thenComparing(state -> state.signal().name()));
            return new SignalsState(tracks.size() + others.size(), shown);
        } finally {
            lock.unlock();
        }
    }

    /** When the first reading of all was taken; any thread. */
    public Optional<Instant> firstValue() {
        lock.lock();
        try {
            return firstValue;
        } finally {
            lock.unlock();
        }
    }

    /** When the newest reading of any of these machines arrived; any thread. */
    public Optional<Instant> lastReceived(Set<String> machines) {
        lock.lock();
        try {
            return machines.stream()
                    .map(lastReceivedNanos::get)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .map(Nanos::instant);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread; what it has can still be read. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
