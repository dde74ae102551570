package org.millwright.maintenance.diagnosis;

/** One node of a {@link Tree}. */
public sealed interface Node {

    /** How much of the training data came by, as the training library counts it; above 0. */
    float cover();

    /**
     * A question.
     *
     * @param input index of the value that is asked for
     * @param threshold values below it go to {@code below}, all others to {@code above}
     * @param below index of a node further down
     * @param above index of a node further down
     * @param missingBelow whether a value that is missing (NaN) goes to {@code below}, as training learnt it
     */
    record Split(int input, float threshold, int below, int above, boolean missingBelow, float cover) implements Node {

        int next(float value) {
            return (Float.isNaN(value) ? missingBelow : value < threshold) ? below : above;
        }
    }

    /** @param value what the tree answers here */
    record Leaf(float value, float cover) implements Node {}
}
