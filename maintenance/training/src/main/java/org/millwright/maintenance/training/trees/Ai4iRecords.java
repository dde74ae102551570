package org.millwright.maintenance.training.trees;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.maintenance.diagnosis.DerivedInput;
import org.millwright.maintenance.diagnosis.DerivedInput.Kind;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.table.Table;
import org.millwright.maintenance.training.trees.Ai4iTally.Truth;

/**
 * The records of AI4I 2020: what is measured, what follows from it, and the truth. The mode flags are truth only, and
 * neither the record's number nor the product's serial number is an input.
 *
 * <p>Temperatures are given to 0.1 K, and the set's labels follow from differences in double precision: of the 27 slow
 * records that are 8.6 K apart, the 12 where the subtraction comes out as 8.599999999999966 failed for lack of heat
 * dissipation, the 15 at 8.600000000000023 did not.
 *
 * @param tenths whether temperatures are whole numbers of 0.1 K, of which differences have no such remainders
 */
record Ai4iRecords(Table table, List<double[]> all, List<Truth> truths, boolean tenths) {

    /** Tool wear, heat dissipation, power, overstrain, random. The first and the last are drawn at random in the set. */
    static final List<String> MODES = List.of("TWF", "HDF", "PWF", "OSF", "RNF");

    static final TreeRecipe RECIPE = TreeRecipe.USUAL;

    private static final double LEAST_PROBABILITY = 0.5;
    private static final double WATT = 2 * Math.PI / 60; // of Nm times 1/min
    private static final List<String> COLUMNS =
            List.of("Type", "Air temperature", "Process temperature", "Rotational speed", "Torque", "Tool wear");
    private static final List<String> QUALITIES = List.of("L", "M", "H");

    static Ai4iRecords read(Path folder, boolean tenths) {
        Table table = Table.read(folder.resolve("ai4i2020.csv"));
        int failure = column(table, "Machine failure");
        List<double[]> values = new ArrayList<>();
        List<Truth> truths = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            values.add(values(table, row, tenths));
            int at = row;
            truths.add(new Truth(
                    table.number(row, failure) == 1,
                    MODES.stream()
                            .filter(mode -> table.number(at, column(table, mode)) == 1)
                            .toList()));
        }
        return new Ai4iRecords(table, values, truths, tenths);
    }

    /** The set's copies write one head as {@code Machine failure} or {@code Machine_failure}, with units or without. */
    private static int column(Table table, String head) {
        return table.column(table.columns().stream()
                .filter(column ->
                        column.replace('_', ' ').replaceFirst("\\s*\\[.*]", "").equalsIgnoreCase(head))
                .findFirst()
                .orElse(head));
    }

    private static double[] values(Table table, int row, boolean tenths) {
        double[] values = new double[COLUMNS.size()];
        values[0] = QUALITIES.indexOf(table.text(row, column(table, COLUMNS.getFirst())));
        if (values[0] < 0) {
            throw new CannotTrain(table.source() + " row " + (row + 1) + ": Type must be one of " + QUALITIES);
        }
        for (int i = 1; i < COLUMNS.size(); i++) {
            values[i] = table.number(row, column(table, COLUMNS.get(i)));
        }
        for (int i = 1; tenths && i <= 2; i++) {
            values[i] = Math.rint(10 * values[i]);
        }
        return values;
    }

    /** The derived inputs are the physics of the modes as the set's author gives it: heat, power, strain. */
    DiagnosisTraining training() {
        return new DiagnosisTraining(
                "milling-modes",
                measured(),
                List.of(
                        new DerivedInput(
                                "temperature-difference",
                                "K",
                                Kind.DIFFERENCE,
                                "process-temperature",
                                "air-temperature",
                                tenths ? 0.1 : 1),
                        new DerivedInput("power", "W", Kind.PRODUCT, "torque", "speed", WATT),
                        new DerivedInput("strain", "min Nm", Kind.PRODUCT, "tool-wear", "torque", 1)),
                new Question.AnyModes(MODES, LEAST_PROBABILITY),
                RECIPE,
                DiagnosisTraining.USUAL_MARGIN);
    }

    private List<MeasuredInput> measured() {
        String kelvin = tenths ? "0.1 K" : "K";
        return List.of(
                new MeasuredInput("product-quality", "", 0, 0, false, QUALITIES),
                measured("air-temperature", kelvin),
                measured("process-temperature", kelvin),
                measured("speed", "1/min"),
                measured("torque", "Nm"),
                measured("tool-wear", "min"));
    }

    private static MeasuredInput measured(String name, String unit) {
        return new MeasuredInput(name, unit, 0, 0, false, List.of());
    }

    /**
     * The three rules that the set's author published; the other two modes are left to chance.
     *
     * @param rounded whether the temperature difference is taken to the 0.1 K that it was measured to
     */
    static List<String> byRules(double[] values, boolean rounded) {
        List<String> found = new ArrayList<>();
        double difference = values[2] - values[1];
        if ((rounded ? Math.round(difference * 10) / 10.0 : difference) < 8.6 && values[3] < 1380) {
            found.add("HDF");
        }
        double power = values[4] * values[3] * WATT;
        if (power < 3500 || power > 9000) {
            found.add("PWF");
        }
        if (values[5] * values[4] > 11_000 + 1_000 * values[0]) {
            found.add("OSF");
        }
        return found;
    }

    int size() {
        return all.size();
    }

    long failures() {
        return truths.stream().filter(Truth::failure).count();
    }

    double[] values(int record) {
        return all.get(record);
    }

    Truth truth(int record) {
        return truths.get(record);
    }

    LabelledRecords labelled() {
        return LabelledRecords.apart(
                all, truths.stream().map(Ai4iRecords::targets).toList());
    }

    private static float[] targets(Truth truth) {
        float[] targets = new float[MODES.size()];
        IntStream.range(0, targets.length)
                .forEach(i -> targets[i] = truth.modes().contains(MODES.get(i)) ? 1 : 0);
        return targets;
    }

    String fingerprint() {
        return table.fingerprint();
    }
}
