package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    /** Heads that stores give the time of a row; it begins anew with each series, so that its order does not tell it. */
    private static final Set<String> TIMES = Set.of("time", "_time", "timestamp");

    /**
     * @param excluded the target, the group and what else must not be an input
     * @param rows those to learn from; what other rows hold does not count
     */
    static TableColumns of(Table table, Set<String> excluded, List<Integer> rows) {
        excluded.forEach(table::column); // a name that is wrong is told
        List<Integer> places = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            String name = table.columns().get(column);
            if (!excluded.contains(name)) {
                Optional<String> reason = unfit(table, column, rows);
                reason.ifPresent(why -> left.add(name + ": " + why));
                if (reason.isEmpty()) {
                    places.add(column);
                }
            }
        }
        if (places.isEmpty()) {
            throw new CannotTrain(table.source() + " has no column to learn from; " + String.join("; ", left));
        }
        return new TableColumns(inputs(table, places, rows), places, left);
    }

    private static Optional<String> unfit(Table table, int column, List<Integer> rows) {
        if (TIMES.contains(table.columns().get(column).toLowerCase(Locale.ROOT))) {
            return Optional.of("a row's time by its name; name it otherwise if it is a measurement");
        }
        Set<String> different = different(table, column, rows);
        if (different.size() < 2) {
            return Optional.of(different.isEmpty() ? "empty in every row to learn from" : "always the same");
        }
        boolean many = different.size() > MOST_CATEGORIES;
        if (!isNumeric(table, column, rows)) {
            return many ? Optional.of("text of more than " + MOST_CATEGORIES + " different values") : Optional.empty();
        }
        return many && isInOrder(table, column, rows)
                ? Optional.of("rises or falls from row to row, as a row's number or a time does")
                : Optional.empty();
    }

    /** Named without the unit, unless two would then have the same name. */
    private static List<MeasuredInput> inputs(Table table, List<Integer> places, List<Integer> rows) {
        List<String> names = places.stream().map(column -> name(table, column)).toList();
        List<MeasuredInput> inputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int column = places.get(i);
            Matcher withUnit = WITH_UNIT.matcher(table.columns().get(column));
            inputs.add(new MeasuredInput(
                    Collections.frequency(names, names.get(i)) > 1
                            ? table.columns().get(column)
                            : names.get(i),
                    withUnit.matches() ? withUnit.group(2) : "",
                    0,
                    0,
                    false,
                    isNumeric(table, column, rows)
                            ? List.of()
                            : List.copyOf(new TreeSet<>(different(table, column, rows)))));
        }
        return inputs;
    }

    private static String name(Table table, int column) {
        Matcher withUnit = WITH_UNIT.matcher(table.columns().get(column));
        return withUnit.matches() ? withUnit.group(1) : table.columns().get(column);
    }

    /** The different values of a column, those that are missing apart; no more than are needed to tell. */
    private static Set<String> different(Table table, int column, List<Integer> rows) {
        Set<String> different = new LinkedHashSet<>();
        for (int row : rows) {
            if (different.size() > MOST_CATEGORIES) {
                break;
            }
            if (!table.isMissing(row, column)) {
                different.add(table.text(row, column).trim());
            }
        }
        return different;
    }

    static boolean isNumeric(Table table, int column, List<Integer> rows) {
        return rows.stream().allMatch(row -> table.isNumeric(row, column));
    }

    /** Whether it never falls or never rises, whatever is missing. */
    private static boolean isInOrder(Table table, int column, List<Integer> rows) {
        double[] values = rows.stream()
                .mapToDouble(row -> table.number(row, column))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return IntStream.range(1, values.length).allMatch(i -> values[i] >= values[i - 1])
                || IntStream.range(1, values.length).allMatch(i -> values[i] <= values[i - 1]);
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
