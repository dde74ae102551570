package org.millwright.edge.inference;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of all machines of one place in; out comes what a model makes of each, when that changes and once a minute.
 *
 * <p>Runs on a thread of its own, which also owns the models: the one that decides, and the one on trial, which is asked once
 * the other has spoken, or has nothing to say. Their bundles are loaded on it too: readings wait in the queue meanwhile, for a second or so. A bundle
 * that is refused leaves the diagnoses uncertain, with the reason; nothing else stops.
 */
public final class DiagnosisLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiagnosisLoop.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long FOLLOW_NANOS = Duration.ofMillis(500).toNanos();
    private static final int BATCH = 10_000;

    /**
     * One machine.
     *
     * @param inputs where the model's inputs come from
     */
    public record Wanted(DiagnosisConfig config, MachineInputs inputs) {}

    /**
     * Machines under one model.
     *
     * @param name of the place in the store of models
     * @param model the bundle that the configuration names
     * @param machines at least one
     */
    public record Place(String name, Path model, List<Wanted> machines) {

        public Place {
            requireNonNull(name, "name is null");
            machines = List.copyOf(machines);
            if (machines.isEmpty()) {
                throw new IllegalArgumentException("place " + name + " has no machine");
            }
        }
    }

    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final DiagnosisTrade trade;
    private final Seat<DiagnosingModel> seat;
    private final SeatWatch<DiagnosingModel, JudgedDiagnosis> watch;
    private final Map<Machine, MachineDiagnosis> machines = new LinkedHashMap<>();
    private long told = Long.MIN_VALUE;
    private final Thread thread;

    /**
     * @param readings of these machines only
     * @param automaticRollback whether a model that fails, or does not know what it is shown, is taken back
     */
    public DiagnosisLoop(
            Place place,
            ModelStore store,
            Subscription<Event> readings,
            Intake intake,
            boolean automaticRollback,
            InstantSource clock) {
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        for (Wanted wanted : place.machines()) {
            machines.put(wanted.config().machine(), new MachineDiagnosis(wanted.config()));
        }
        this.trade = new DiagnosisTrade(place, intake, clock);
        this.seat = new Seat<>(place.name(), place.model(), store, ModelKind.DIAGNOSIS, trade);
        this.watch = new SeatWatch<>(
                seat,
                trade,
                new SeatWatch.Said(machines.keySet().iterator().next().path(), place.name()),
                intake,
                automaticRollback,
                clock);
        this.thread = Thread.ofPlatform().name(place.name().replace(':', '-')).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (seat;
                watch) {
            seat.open();
            List<Event> batch = new ArrayList<>();
            long followed = System.nanoTime() - FOLLOW_NANOS;
            while (!readings.isDrained()) {
                // Before the readings are taken: what was read by then is in the moment that is settled then.
                long now = Times.epochNanos(clock);
                readings.drainTo(batch, BATCH, TICK);
                take(batch);
                told = reached(batch, now);
                batch.clear();
                judge(told);
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
                MachineDiagnosis machine = machines.get(reading.signal().machine());
                if (machine != null) {
                    trade.accept(reading, seat.live()).ifPresent(machine::dropped);
                }
            }
        }
    }

    /** Up to when everything has been taken in: now, unless readings are still waiting. */
    private long reached(List<Event> batch, long now) {
        return batch.size() == BATCH && batch.getLast() instanceof Reading last
                ? Math.min(now, Math.max(told, last.receivedNanos()))
                : now;
    }

    private void judge(long now) throws InterruptedException {
        DiagnosingModel live = seat.live();
        for (Map.Entry<Machine, MachineDiagnosis> machine : machines.entrySet()) {
            if (seat.live() != live) {
                break; // It was taken back over what it said; the one before begins with the next round.
            }
            Optional<DiagnosedMachine.Asked> asked = live.ask(machine.getKey(), now);
            if (asked.isPresent()) {
                JudgedDiagnosis judged = machine.getValue().judged(asked.get(), live.hash(), now);
                if (judged.told()) {
                    intake.keep(judged.diagnosis());
                }
                after(judged);
            } else {
                trade.unanswered(machine.getKey(), now);
            }
        }
    }

    private void after(JudgedDiagnosis judged) throws InterruptedException {
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
    }

    /** Of each machine; any thread. */
    public List<DiagnosisStatus> status() {
        // Once for all of them: they share one model, and metrics tell of each place once.
        String trouble = seat.trouble();
        String note = seat.note();
        SeatStatus shared = watch.status();
        return machines.values().stream()
                .map(machine -> machine.status(trouble, note, shared))
                .toList();
    }

    /** Returns once the thread has ended and the models are closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
