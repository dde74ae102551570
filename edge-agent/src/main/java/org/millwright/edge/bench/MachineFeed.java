package org.millwright.edge.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;

/**
 * Stands in for the sources: one parcel a machine and second, all its signals with one source time, values as in the model's
 * training, the axis one step further each time. A parcel's time is when it was meant to be sent, so that what is sent late
 * counts as waiting.
 *
 * <p>NOT thread safe: on one thread.
 */
final class MachineFeed {

    private static final long SECOND = 1_000_000_000L;
    /** Room is given within this, or readings count as lost. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final MaintenancePlan plan;
    private final List<List<Signal>> machines;
    private final Intake intake;
    private final double axisStep;
    private final double[] means;
    private final double[] deviations;
    private final RandomGenerator random = new SplittableRandom(1);
    private long step;
    private long sent;
    private long refused;

    MachineFeed(MaintenancePlan plan, MaintenanceSite site, LifeContract contract, Intake intake) {
        this.plan = plan;
        this.machines = site.machines();
        this.intake = intake;
        this.axisStep = contract.axis().step();
        List<Signal> signals = machines.getFirst();
        this.means = new double[signals.size()];
        this.deviations = new double[signals.size()];
        for (int i = 0; i < means.length; i++) {
            String name = signals.get(i).name();
            List<LifeInput> known = contract.inputs().stream()
                    .filter(input -> input.name().equals(name))
                    .toList();
            means[i] = known.isEmpty() ? 50 : known.getFirst().mean();
            deviations[i] = known.isEmpty() ? 5 : known.getFirst().deviation();
        }
    }

    /** All machines' readings of the seconds before {@code until}, as fast as they are taken. */
    void history(Instant until, BooleanSupplier room) throws InterruptedException {
        long end = nanos(until);
        for (int second = plan.history(); second > 0; second--) {
            while (!room.getAsBoolean()) {
                Thread.sleep(5);
            }
            for (int machine = 0; machine < machines.size(); machine++) {
                long source = end - second * SECOND + offset(machine);
                send(machine, source, nanos(Instant.now()));
            }
            step++;
        }
    }

    /** A second of every machine each second, from {@code from} on for so many seconds. */
    void live(Instant from, long seconds) throws InterruptedException {
        long begin = nanos(from);
        for (long second = 0; second < seconds; second++) {
            for (int machine = 0; machine < machines.size(); machine++) {
                long due = begin + second * SECOND + offset(machine);
                awaitTime(due);
                send(machine, due, due);
            }
            step++;
        }
    }

    private long offset(int machine) {
        return plan.atOnce() ? 0 : machine * SECOND / machines.size();
    }

    private static void awaitTime(long due) {
        for (long left = due - nanos(Instant.now()); left > 0; left = due - nanos(Instant.now())) {
            LockSupport.parkNanos(left);
        }
    }

    private void send(int machine, long source, long received) throws InterruptedException {
        List<Signal> signals = machines.get(machine);
        List<Reading> readings = new ArrayList<>(signals.size());
        readings.add(reading(signals.getFirst(), (step + 1) * axisStep, source, received));
        for (int i = 1; i < signals.size(); i++) {
            // A PLC's analog value is a REAL.
            double value = (float) (means[i] + 0.5 * deviations[i] * random.nextGaussian());
            readings.add(reading(signals.get(i), value, source, received));
        }
        Parcel parcel = Parcel.of(readings);
        sent += readings.size();
        if (!intake.offer(parcel, PATIENCE)) {
            intake.lost(parcel);
            refused += readings.size();
        }
    }

    private static Reading reading(Signal signal, double value, long source, long received) {
        return new Reading(signal, new Value.Numeric(value), 0, source, source, received);
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    /** Readings handed over so far, {@link #refused} among them. */
    long sent() {
        return sent;
    }

    /** Readings that the journal had no room for. */
    long refused() {
        return refused;
    }
}
