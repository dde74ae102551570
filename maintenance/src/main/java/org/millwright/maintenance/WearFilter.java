package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Estimates of one part in order, made to agree with how life is used up: from step to step what is left falls by what was
 * used, and a new estimate moves it by a share. The first ones count alike; then it is a Kalman filter of constant wear in
 * its steady state. NOT thread safe: one for each machine.
 */
final class WearFilter {

    /** Above this share of the cap, more may be left than the model can say: it need not fall yet. */
    private static final double NEAR_CAP = 0.8;

    private record State(long index, double remaining, int count) {}

    private final double cap;
    private final double lifePerStep;
    private final double steps;
    /** Before the newest step, which may be estimated several times while it lasts. */
    private State before = new State(0, Double.NaN, 0);

    private State newest = before;

    WearFilter(LifeContract contract) {
        cap = contract.cap();
        // Counted along another axis than life is, nothing is known of how much a step takes.
        lifePerStep = contract.axis().unit().equals(contract.lifeUnit())
                ? contract.axis().step()
                : 0;
        steps = contract.smoothingSteps();
    }

    /** Goes on as one that wrote itself. */
    void read(DataInput in) throws IOException {
        before = state(in);
        newest = state(in);
    }

    void write(DataOutput out) throws IOException {
        for (State state : List.of(before, newest)) {
            out.writeLong(state.index());
            out.writeDouble(state.remaining());
            out.writeInt(state.count());
        }
    }

    private static State state(DataInput in) throws IOException {
        return new State(in.readLong(), in.readDouble(), in.readInt());
    }

    /** A part was replaced: nothing from before counts. */
    void restart() {
        before = new State(0, Double.NaN, 0);
        newest = before;
    }

    /**
     * What is left by this estimate and the ones before it, from 0 to the cap.
     *
     * @param index of the newest step the estimate is of; never falls
     */
    double add(long index, double estimate) {
        if (newest.count() > 0 && index != newest.index()) {
            before = newest;
        }
        if (before.count() == 0) {
            newest = new State(index, estimate, 1);
            return estimate;
        }
        double passed = (double) (index - before.index());
        double nearness = Math.clamp((cap - before.remaining()) / (cap * (1 - NEAR_CAP)), 0, 1);
        double expected = Math.max(0, before.remaining() - passed * lifePerStep * nearness);
        double share = Math.max(1.0 / (before.count() + 1), 1 - Math.pow(1 - 1 / steps, passed));
        newest = new State(index, Math.clamp(expected + share * (estimate - expected), 0, cap), before.count() + 1);
        return newest.remaining();
    }
}
