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
    private final Duration period;
    private long beats;
    private long latestNanos;

    /** Adds {@code Load.0} and so on below {@code folder}. */
    public Load(Folder folder, int signals, Duration period) {
        for (int i = 0; i < signals; i++) {
            variables.add(folder.variable(VariableSpec.readOnly("Load." + i, "Load." + i, DataType.DOUBLE)));
        }
        this.period = period;
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
            Duration sinceStart = period.multipliedBy(beats);
            long ahead = startNanos + sinceStart.toNanos() - System.nanoTime();
            if (ahead > 0) {
                Thread.sleep(Duration.ofNanos(ahead));
            }
            beat(start.plus(sinceStart));
            latestNanos = Math.max(latestNanos, System.nanoTime() - startNanos - sinceStart.toNanos());
        }
    }

    private void beat(Instant intended) {
        Stamp stamp = Stamp.of(intended);
        beats++;
        Double value = (double) beats;
        for (Variable variable : variables) {
            variable.push(value, stamp);
        }
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
