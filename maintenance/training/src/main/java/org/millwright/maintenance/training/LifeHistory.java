package org.millwright.maintenance.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.millwright.maintenance.Sample;
import org.millwright.maintenance.StepAssembler;

/**
 * What was recorded of one machine.
 *
 * @param rows oldest first; one value for each input of the recipe, in its order
 * @param endOfLife where on the axis it failed, or would have
 */
record LifeHistory(String name, List<double[]> rows, double endOfLife) {

    private static final long ROW_NANOS = 1_000_000_000;

    LifeHistory {
        rows = List.copyOf(rows);
    }

    /**
     * Feeds an assembler as a machine does that reports by exception: a value is sent only when it changes.
     *
     * @param after told after each row which it was, counted from 0, and whether the window changed
     */
    void replay(StepAssembler assembler, List<String> inputs, BiConsumer<Integer, Boolean> after) {
        double[] sent = new double[inputs.size()];
        Arrays.fill(sent, Double.NaN);
        for (int row = 0; row < rows.size(); row++) {
            long nanos = (row + 1) * ROW_NANOS;
            double[] values = rows.get(row);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != sent[i]) {
                    assembler.accept(new Sample.Usable(inputs.get(i), values[i], nanos, nanos));
                    sent[i] = values[i];
                }
            }
            after.accept(row, assembler.advance(nanos));
        }
    }
}
