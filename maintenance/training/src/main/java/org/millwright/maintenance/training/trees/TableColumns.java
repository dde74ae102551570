package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.table.Table;

/**
 * What the columns of a plant's own table are good for.
 *
 * @param inputs whose columns are of the same places in {@code places}
 * @param left columns that are no inputs, with the reason
 */
record TableColumns(List<MeasuredInput> inputs, List<Integer> places, List<String> left) {

    private static final int MOST_CATEGORIES = 20;
    /** Such as {@code Torque [Nm]}. */
    private static final Pattern WITH_UNIT = Pattern.compile("(.+?)\\s*\\[(.*)]");

    /** @param excluded the target, the group and what else must not be an input */
    static TableColumns of(Table table, Set<String> excluded) {
        excluded.forEach(table::column); // a name that is wrong is told
        List<MeasuredInput> inputs = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            String name = table.columns().get(column);
            if (excluded.contains(name)) {
                continue;
            }
            Optional<String> reason = unfit(table, column);
            if (reason.isPresent()) {
                left.add(name + ": " + reason.get());
            } else {
                inputs.add(input(table, column));
                places.add(column);
            }
        }
        if (inputs.isEmpty()) {
            throw new CannotTrain(table.source() + " has no column to learn from; " + String.join("; ", left));
        }
        return new TableColumns(inputs, places, left);
    }

    private static Optional<String> unfit(Table table, int column) {
        Set<String> different = different(table, column);
        if (different.size() < 2) {
            return Optional.of("always the same");
        }
        if (!isNumeric(table, column)) {
            return different.size() > MOST_CATEGORIES
                    ? Optional.of("text of more than " + MOST_CATEGORIES + " different values")
                    : Optional.empty();
        }
        return rises(table, column)
                ? Optional.of("rises from row to row, as a row's number or a time does")
                : Optional.empty();
    }

    private static MeasuredInput input(Table table, int column) {
        Matcher withUnit = WITH_UNIT.matcher(table.columns().get(column));
        boolean unit = withUnit.matches();
        return new MeasuredInput(
                unit ? withUnit.group(1) : table.columns().get(column),
                unit ? withUnit.group(2) : "",
                0,
                0,
                false,
                isNumeric(table, column) ? List.of() : List.copyOf(new TreeSet<>(different(table, column))));
    }

    /** The different values of a column, those that are missing apart; no more than are needed to tell. */
    private static Set<String> different(Table table, int column) {
        Set<String> different = new LinkedHashSet<>();
        for (int row = 0; row < table.rows().size() && different.size() <= MOST_CATEGORIES; row++) {
            String text = table.text(row, column).trim();
            if (!text.isEmpty()) {
                different.add(text);
            }
        }
        return different;
    }

    static boolean isNumeric(Table table, int column) {
        for (int row = 0; row < table.rows().size(); row++) {
            try {
                table.number(row, column);
            } catch (CannotTrain e) {
                return false;
            }
        }
        return true;
    }

    private static boolean rises(Table table, int column) {
        for (int row = 1; row < table.rows().size(); row++) {
            if (!(table.number(row, column) > table.number(row - 1, column))) {
                return false;
            }
        }
        return true;
    }

    double[] values(Table table, int row) {
        double[] values = new double[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            int column = places.get(i);
            String text = table.text(row, column).trim();
            values[i] = inputs.get(i).categories().isEmpty()
                    ? table.number(row, column)
                    : inputs.get(i).code(text).map(Integer::doubleValue).orElse(Double.NaN);
        }
        return values;
    }
}
