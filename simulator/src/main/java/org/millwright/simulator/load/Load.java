package org.millwright.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.millwright.simulator.opcua.DataType;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Stamp;
import org.millwright.simulator.opcua.Variable;
import org.millwright.simulator.opcua.VariableSpec;

/**
 * Changes every signal on each beat. The source time is the intended time of the beat, not the time at which the
 * generator came to it, so that a stall shows as latency instead of vanishing (no coordinated omission); a beat that is
 * late is made up for, none is skipped. NOT thread safe.
 */
public final class Load {

    private final List<Variable> variables = new ArrayList<>();
    private final Beats plan;
    private long beats;
    private long latestNanos;

    /** Adds {@code Load.0} and so on below {@code folder}; the first beat shows 1. */
    public Load(Folder folder, int signals, Duration period) {
        this(folder, signals, new Beats(period, 1, ClockSteps.NONE, number -> {}));
    }

    public Load(Folder folder, int signals, Beats plan) {
        for (int i = 0; i < signals; i++) {
            variables.add(folder.variable(VariableSpec.readOnly("Load." + i, "Load." + i, DataType.DOUBLE)));
        }
        this.plan = plan;
    }

    /**
     * Runs on the calling thread.
     *
     * @param most beats to make; {@code goOn} is asked before each one
     */
    public void run(long most, BooleanSupplier goOn) throws InterruptedException {
        long startNanos = System.nanoTime();
        Instant start = Instant.now();
        while (beats < most && goOn.getAsBoolean()) {
            long dueNanos = startNanos + plan.due(beats).toNanos();
            long ahead = dueNanos - System.nanoTime();
            if (ahead > 0) {
                Thread.sleep(Duration.ofNanos(ahead));
            }
            beat(plan.shown(beats, start));
            latestNanos = Math.max(latestNanos, System.nanoTime() - dueNanos);
        }
    }

    private void beat(Instant shown) {
        Stamp stamp = Stamp.of(shown);
        long number = plan.first() + beats;
        Double value = (double) number;
        for (Variable variable : variables) {
            variable.push(value, stamp);
        }
        beats++;
        plan.made().accept(number);
    }

    public int signals() {
        return variables.size();
    }

    public long beats() {
        return beats;
    }

    /** The longest that the last signal of a beat came after the beat's intended time. */
    public Duration latest() {
        return Duration.ofNanos(latestNanos);
    }
}
