package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Axis.Aggregation#LAST}: a step is what was known when the axis stood in it last. */
final class LastSteps extends Steps {

    private @Nullable Step open;
    /** Whether the axis was read by this run of the agent: until then nothing is known that the open step did not know. */
    private boolean axisRead;

    LastSteps(Axis axis, int length) {
        super(axis, length);
    }

    LastSteps(LastSteps other, int length) {
        super(other, length);
        open = other.open;
        axisRead = other.axisRead;
    }

    LastSteps(Axis axis, int length, DataInput in) throws IOException {
        super(axis, length, in);
        open = in.readBoolean() ? StepBytes.read(in) : null;
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeBoolean(open != null);
        if (open != null) {
            StepBytes.write(open, out);
        }
    }

    @Override
    void before(Inputs inputs, double next, long sourceNanos) {}

    @Override
    void after(Inputs inputs, long sourceNanos) {
        Step current = open;
        if (!inputs.usable(axis.input())) {
            if (current != null && axisRead) {
                replace(snapshot(inputs, current.index(), sourceNanos));
            }
            return;
        }
        axisRead = true;
        long index = axis.stepAt(inputs.value(axis.input()));
        if (current != null && index < current.index()) {
            restart();
        } else if (current != null && index > current.index()) {
            close(current);
            closeUnknown(current.index() + 1, index, "no reading fell into this step", sourceNanos);
        }
        replace(snapshot(inputs, index, sourceNanos));
    }

    private void replace(Step step) {
        if (!step.equals(open)) {
            touch();
        }
        open = step;
    }

    private static Step snapshot(Inputs inputs, long index, long sourceNanos) {
        Optional<String> fault = inputs.fault();
        if (fault.isPresent()) {
            return new Step.Unusable(index, fault.get(), sourceNanos);
        }
        return new Step.Usable(index, PackedDoubles.owning(inputs.values()), sourceNanos);
    }

    @Override
    List<Step> newest() {
        List<Step> steps = new ArrayList<>(closed());
        if (open != null) {
            steps.add(open);
        }
        return steps.size() > length() ? steps.subList(1, steps.size()) : steps;
    }
}
