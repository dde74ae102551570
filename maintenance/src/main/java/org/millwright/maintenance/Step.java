package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** One step of a window. */
public sealed interface Step {

    /** Its number along the axis: it starts at {@code index × Axis.step}. */
    long index();

    /** Source time of the newest reading in it (epoch nanoseconds). */
    long sourceNanos();

    /** @param values one for each input of the assembler, in its order, all finite */
    record Usable(long index, List<Double> values, long sourceNanos) implements Step {

        public Usable {
            values = PackedDoubles.of(values);
        }
    }

    /** @param reason which input could not be used, and why */
    record Unusable(long index, String reason, long sourceNanos) implements Step {

        public Unusable {
            requireNonNull(reason, "reason is null");
        }
    }
}
