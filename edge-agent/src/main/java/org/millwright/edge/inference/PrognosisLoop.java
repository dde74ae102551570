package org.millwright.edge.inference;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of all machines of one place in, a {@link Prognosis} out whenever a machine's window moved on.
 *
 * <p>Runs on a thread of its own, which also owns the models: the one that decides, and the one on trial, which is asked once
 * the other has spoken. Their bundles are loaded on it too: readings wait in the queue meanwhile, for a second or so. A bundle
 * that is refused leaves the prognoses uncertain, with the reason; nothing else stops.
 */
public final class PrognosisLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrognosisLoop.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FOLLOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final int BATCH = 10_000;
    private static final Duration LAST_READINGS = Duration.ofSeconds(5);

    /**
     * Machines under one model.
     *
     * @param name of the place in the store of models
     * @param model the bundle that the configuration names
     * @param machines at least one
     * @param deadline within which an estimate should be there
     */
    public record Place(String name, Path model, List<MachineInputs> machines, Duration deadline) {

        public Place {
            requireNonNull(name, "name is null");
            machines = List.copyOf(machines);
            if (machines.isEmpty()) {
                throw new IllegalArgumentException("place " + name + " has no machine");
            }
        }
    }

    private final Place place;
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LifeMemory memory;
    private final LifeTrade trade;
    private final Seat<LifeModel> seat;
    private final SeatWatch<LifeModel, JudgedLife> watch;
    private final Map<String, Prognosis> lastByMachine = new ConcurrentSkipListMap<>();
    private final LongAdder made = new LongAdder();
    private final Set<WatchedMachine> heard = new LinkedHashSet<>();
    private long nextRound = System.nanoTime();
    private final Thread thread;

    /**
     * @param readings of these machines only
     * @param automaticRollback whether a model that fails, is late or contradicts itself is taken back
     */
    public PrognosisLoop(
            Place place,
            ModelStore store,
            Subscription<Event> readings,
            Intake intake,
            boolean automaticRollback,
            InstantSource clock) {
        this.place = place;
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        this.memory = new LifeMemory(place.name(), intake);
        this.trade = new LifeTrade(place.machines(), place.deadline(), memory, intake, clock);
        this.seat = new Seat<>(place.name(), place.model(), store, ModelKind.REMAINING_LIFE, trade);
        this.watch = new SeatWatch<>(
                seat,
                trade,
                new SeatWatch.Said(place.machines().getFirst().machine().path(), place.name()),
                intake,
                automaticRollback,
                clock);
        this.thread = Thread.ofPlatform().name("prognosis-" + place.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (seat;
                watch) {
            seat.open();
            trade.runs(seat.live());
            List<Event> batch = new ArrayList<>();
            long followed = System.nanoTime() - FOLLOW_NANOS;
            while (!readings.isDrained()) {
                readings.drainTo(batch, BATCH, TICK);
                take(batch);
                batch.clear();
                judge();
                if (System.nanoTime() - followed >= FOLLOW_NANOS) {
                    follow();
                    followed = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<Event> batch) {
        for (Event event : batch) {
            if (event instanceof Reading reading) {
                seat.live().accept(reading).ifPresent(heard::add);
                trade.accept(reading);
            }
        }
    }

    /** Who was heard of at once; everyone, as what is incomplete settles by itself, a few times a second. */
    private void judge() throws InterruptedException {
        if (System.nanoTime() - nextRound >= 0) {
            trade.loseStaleInputs();
            seat.live().machines().forEach(WatchedMachine::loseStaleInputs);
            heard.addAll(seat.live().machines());
            memory.keepDue(seat.live());
            nextRound = System.nanoTime() + TICK.toNanos();
        }
        LifeModel live = seat.live();
        for (WatchedMachine machine : heard) {
            if (seat.live() != live) {
                break; // It was taken back over what it said; the one before begins with the next round.
            }
            Optional<JudgedLife> judged = machine.advance(Times.epochNanos(clock));
            if (judged.isPresent()) {
                publish(judged.get().prognosis());
                after(judged.get());
            }
        }
        heard.clear();
    }

    private void publish(Prognosis prognosis) throws InterruptedException {
        lastByMachine.put(prognosis.machine().name(), prognosis);
        made.increment();
        intake.keep(prognosis);
    }

    private void after(JudgedLife judged) throws InterruptedException {
        try {
            watch.after(judged);
        } catch (ModelStoreException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private void follow() throws InterruptedException {
        try {
            watch.follow();
        } catch (ModelStoreException e) {
            LOG.warn("{}", e.getMessage());
        }
        trade.runs(seat.live());
    }

    /** Any thread. */
    public PrognosisStatus status() {
        return new PrognosisStatus(
                place.machines().stream().map(MachineInputs::machine).toList(),
                made.sum(),
                List.copyOf(lastByMachine.values()),
                seat.trouble(),
                seat.note(),
                watch.status());
    }

    /**
     * At an orderly end, once the bus is closed and while there still is a journal: returns when the last readings are judged and
     * what was seen of the machines is handed over, after a few seconds in any case.
     */
    public void finish() {
        try {
            if (!thread.join(LAST_READINGS)) {
                thread.interrupt();
                thread.join();
            }
            memory.keepAll(seat.live());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns once the thread has ended and the models are closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
