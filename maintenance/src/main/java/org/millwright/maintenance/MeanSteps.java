package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link Axis.Aggregation#MEAN}: a value holds along the axis from where it was read to where the axis is read next,
 * and a step is the mean of what held in it. One unusable reading spoils its step.
 */
final class MeanSteps extends Steps {

    /** A step that was seen for less than this share is not usable: the first one after a start, above all. */
    private static final double LEAST_SHARE = 0.5;

    private double position = Double.NaN;
    private long openIndex;
    private double[] sums = {};
    private double seen;
    /** Why the open step cannot be used; empty while it can. */
    private String fault = "";

    MeanSteps(Axis axis, int length) {
        super(axis, length);
    }

    MeanSteps(MeanSteps other, int length) {
        super(other, length);
        position = other.position;
        openIndex = other.openIndex;
        sums = other.sums.clone();
        seen = other.seen;
        fault = other.fault;
    }

    MeanSteps(Axis axis, int length, int inputs, DataInput in) throws IOException {
        super(axis, length, in);
        position = in.readDouble();
        openIndex = in.readLong();
        sums = new double[Double.isNaN(position) ? 0 : inputs];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readDouble();
        }
        seen = in.readDouble();
        fault = in.readUTF();
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeDouble(position);
        out.writeLong(openIndex);
        if (!Double.isNaN(position)) {
            for (double sum : sums) {
                out.writeDouble(sum);
            }
        }
        out.writeDouble(seen);
        out.writeUTF(StepBytes.shortened(fault));
    }

    @Override
    void before(Inputs inputs, double next, long sourceNanos) {
        if (Double.isNaN(next) || Double.isNaN(position)) {
            return;
        }
        if (next < position - axis.step()) {
            restart();
            position = Double.NaN;
            return;
        }
        advance(inputs.values(), next, faultUpTo(next, inputs), sourceNanos);
    }

    /** Why nothing is known of the axis between {@code position} and {@code next}; empty where the inputs held. */
    private String faultUpTo(double next, Inputs inputs) {
        if (next - position > axis.longestHold() + axis.step() * 1e-9) {
            return "%s went from %s to %s %s in one reading, more than %s %s"
                    .formatted(axis.input(), position, next, axis.unit(), axis.longestHold(), axis.unit());
        }
        return inputs.fault().orElse("");
    }

    @Override
    void after(Inputs inputs, long sourceNanos) {
        if (Double.isNaN(position) && inputs.usable(axis.input())) {
            position = inputs.value(axis.input());
            open(axis.stepAt(position), inputs.values().length);
        }
        // Even where the axis does not move until a good reading comes.
        inputs.fault().ifPresent(this::spoil);
    }

    @Override
    List<Step> newest() {
        return closed();
    }

    /** What held since {@code position} holds up to {@code next}. A small step back is noise: nothing passed. */
    private void advance(double[] values, double next, String throughout, long sourceNanos) {
        long last = axis.stepAt(next);
        if (last - openIndex > length() + 1L) {
            // All but the newest leave the window at once.
            closeUnknown(openIndex, last, throughout.isEmpty() ? "the axis ran ahead" : throughout, sourceNanos);
            open(last, values.length);
            position = last * axis.step();
        }
        while (openIndex < last) {
            hold(values, (openIndex + 1) * axis.step(), throughout);
            close(step(sourceNanos));
            open(openIndex + 1, values.length);
        }
        hold(values, next, throughout);
    }

    private void hold(double[] values, double until, String throughout) {
        double share = (until - position) / axis.step();
        if (share > 0) {
            spoil(throughout);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i] * share;
            }
            seen += share;
            position = until;
        }
    }

    private void open(long index, int inputs) {
        openIndex = index;
        sums = new double[inputs];
        seen = 0;
        fault = "";
    }

    private void spoil(String reason) {
        if (fault.isEmpty()) {
            fault = reason;
        }
    }

    private Step step(long sourceNanos) {
        Optional<String> reason = !fault.isEmpty()
                ? Optional.of(fault)
                : seen < LEAST_SHARE ? Optional.of("only a part of the step was seen") : Optional.empty();
        if (reason.isPresent()) {
            return new Step.Unusable(openIndex, reason.get(), sourceNanos);
        }
        List<Double> means = new ArrayList<>(sums.length);
        for (double sum : sums) {
            means.add(sum / seen);
        }
        return new Step.Usable(openIndex, means, sourceNanos);
    }
}
