package org.millwright.edge.inference;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.waveform.NewestRecordings;
import org.millwright.edge.waveform.Recording;

/**
 * Waveforms of all bearings in; out comes what each says, one row a waveform. One that a source sends again, after a
 * reconnect or a restart of either side, is known by its source time and not examined twice.
 *
 * <p>Runs on a thread of its own.
 */
public final class VibrationLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final int BATCH = 10_000;

    /**
     * One bearing.
     *
     * @param speedSource brings the signal of its speed; empty where the speed is fixed
     */
    public record Wanted(VibrationConfig config, Optional<Source> speedSource) {}

    /** A bearing on this loop. */
    private static final class Seat {

        private final Wanted wanted;
        private final WatchedBearing bearing;
        private final VibrationCounts counts = new VibrationCounts();
        private long newestNanos;

        Seat(Wanted wanted, Intake intake) {
            this.wanted = wanted;
            this.bearing = new WatchedBearing(wanted.config());
            this.newestNanos = intake.mark(key(wanted.config().channel()))
                    .map(mark -> ByteBuffer.wrap(mark).getLong())
                    .orElse(Long.MIN_VALUE);
        }

        static String key(Channel channel) {
            return "vibration/" + channel;
        }

        boolean isRepeated(Recording recording) {
            return recording.hasSourceTime() && recording.sourceNanos() == newestNanos;
        }

        Mark mark() {
            return new Mark(
                    key(wanted.config().channel()),
                    ByteBuffer.allocate(Long.BYTES).putLong(newestNanos).array());
        }
    }

    private final List<Seat> seats = new ArrayList<>();
    private final Map<Machine, List<Seat>> byMachine = new HashMap<>();
    private final NewestRecordings recordings;
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final Thread thread;

    /** @param readings those that tell rates and speeds; others do no harm */
    public VibrationLoop(
            List<Wanted> wanted,
            NewestRecordings recordings,
            Subscription<Event> readings,
            Intake intake,
            InstantSource clock) {
        this.recordings = recordings;
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        for (Wanted one : wanted) {
            Seat seat = new Seat(one, intake);
            seats.add(seat);
            byMachine
                    .computeIfAbsent(one.config().channel().machine(), _ -> new ArrayList<>())
                    .add(seat);
        }
        this.thread = Thread.ofPlatform().name("vibration").unstarted(this::run);
    }

    /** The signals that tell rates and speeds, by machine. */
    public static Map<Machine, Set<String>> signals(Collection<VibrationConfig> configs) {
        Map<Machine, Set<String>> signals = new HashMap<>();
        for (VibrationConfig config : configs) {
            for (Figure figure : List.of(config.rate(), config.speed())) {
                if (figure instanceof Figure.Told(String signal)) {
                    signals.computeIfAbsent(config.channel().machine(), _ -> new HashSet<>())
                            .add(signal);
                }
            }
        }
        return signals;
    }

    public void start() {
        thread.start();
    }

    /** Any thread. */
    public List<VibrationStatus> status() {
        return seats.stream()
                .map(seat -> seat.counts.status(seat.wanted.config(), recordings))
                .toList();
    }

    private void run() {
        try {
            List<Event> batch = new ArrayList<>();
            while (!readings.isDrained()) {
                readings.drainTo(batch, BATCH, TICK);
                for (Event event : batch) {
                    if (event instanceof Reading reading) {
                        byMachine
                                .getOrDefault(reading.signal().machine(), List.of())
                                .forEach(seat -> seat.bearing.accept(reading));
                    }
                }
                batch.clear();
                for (Seat seat : seats) {
                    advance(seat);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void advance(Seat seat) throws InterruptedException {
        if (seat.bearing.isFree()) {
            recordings.fetch(seat.wanted.config().channel()).ifPresent(recording -> {
                if (seat.isRepeated(recording)) {
                    seat.counts.repeated();
                } else {
                    seat.bearing.take(recording);
                    if (recording.hasSourceTime()) {
                        seat.newestNanos = recording.sourceNanos();
                    }
                }
            });
        }
        Optional<Vibration> found = seat.bearing.advance(Times.epochNanos(clock), stale(seat.wanted));
        if (found.isPresent()) {
            keep(found.get(), seat.mark());
            seat.counts.answered(found.get());
        }
    }

    /** Report by exception makes silence normal while a source is up, and meaningless while it is down. */
    private Optional<String> stale(Wanted wanted) {
        return wanted.speedSource()
                .flatMap(source -> source.status() instanceof SourceStatus.Connecting down
                                && down.since()
                                        .plus(wanted.config().staleAfter())
                                        .isBefore(clock.instant())
                        ? Optional.of("the speed of the shaft is stale: source " + source.name() + " is down since "
                                + down.since())
                        : Optional.empty());
    }

    private void keep(Vibration vibration, Mark mark) throws InterruptedException {
        Parcel parcel = new Parcel(List.of(vibration), List.of(mark), Receipt.NONE);
        if (!intake.offer(parcel, PATIENCE)) {
            intake.lost(parcel);
        }
    }

    /** Returns once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
