package org.millwright.edge.inference;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.RemainingLifeModel;

/**
 * The readings of all machines of one model in, a {@link Prognosis} out whenever a machine's window moved on.
 *
 * <p>Runs on a thread of its own, which also owns the model. A bundle that is refused leaves the loop idle, with the
 * reason in its status; nothing else stops.
 */
public final class PrognosisLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int BATCH = 10_000;

    private final Path bundle;
    private final List<MachineInputs> machines;
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final Map<String, Prognosis> lastByMachine = new ConcurrentSkipListMap<>();
    private final LongAdder made = new LongAdder();
    private volatile String modelFault = "the model is not loaded yet";
    private final Thread thread;

    /** @param readings of these machines only */
    public PrognosisLoop(
            Path bundle,
            List<MachineInputs> machines,
            Subscription<Event> readings,
            Intake intake,
            InstantSource clock) {
        this.bundle = bundle;
        this.machines = List.copyOf(machines);
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        this.thread =
                Thread.ofPlatform().name("prognosis-" + bundle.getFileName()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (RemainingLifeModel model = RemainingLifeModel.open(bundle)) {
            modelFault = "";
            Map<Machine, WatchedMachine> watched = new HashMap<>();
            machines.forEach(inputs -> watched.put(inputs.machine(), new WatchedMachine(inputs, model, clock)));
            watch(watched);
        } catch (ModelException e) {
            modelFault = String.valueOf(e.getMessage());
            readings.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Map<Machine, WatchedMachine> watched) throws InterruptedException {
        List<Event> batch = new ArrayList<>();
        Set<WatchedMachine> heard = new LinkedHashSet<>();
        long nextRound = System.nanoTime();
        while (!readings.isDrained()) {
            readings.drainTo(batch, BATCH, TICK);
            for (Event event : batch) {
                if (event instanceof Reading reading) {
                    WatchedMachine machine = watched.get(reading.signal().machine());
                    if (machine != null) {
                        machine.accept(reading);
                        heard.add(machine);
                    }
                }
            }
            batch.clear();
            // Who was heard of at once; everyone, as what is incomplete settles by itself, a few times a second.
            if (System.nanoTime() - nextRound >= 0) {
                watched.values().forEach(WatchedMachine::loseStaleInputs);
                heard.addAll(watched.values());
                nextRound = System.nanoTime() + TICK.toNanos();
            }
            for (WatchedMachine machine : heard) {
                Optional<Prognosis> prognosis = machine.advance();
                if (prognosis.isPresent()) {
                    publish(prognosis.get());
                }
            }
            heard.clear();
        }
    }

    private void publish(Prognosis prognosis) throws InterruptedException {
        lastByMachine.put(prognosis.machine().name(), prognosis);
        made.increment();
        intake.keep(prognosis);
    }

    /** Any thread. */
    public PrognosisStatus status() {
        return new PrognosisStatus(
                machines.stream().map(MachineInputs::machine).toList(),
                made.sum(),
                List.copyOf(lastByMachine.values()),
                modelFault);
    }

    /** Returns once the thread has ended and the model is closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
