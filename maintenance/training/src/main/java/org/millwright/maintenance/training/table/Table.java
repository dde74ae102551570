package org.millwright.maintenance.training.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * Rows of cells with named columns. An empty cell is a missing one.
 *
 * @param source for messages, such as the file
 * @param rows each with a cell for every column
 * @param fingerprint SHA-256 of what was read, in hex
 */
public record Table(String source, List<String> columns, List<List<String>> rows, String fingerprint) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new CannotTrain(
                    source + " has " + columns.size() + " columns and " + rows.size() + " rows; it needs both");
        }
        if (new HashSet<>(columns).size() != columns.size()) {
            throw new CannotTrain(source + ": columns " + columns + " are not all different; rename them");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != columns.size()) {
                throw new CannotTrain(source + " row " + (i + 1) + " has "
                        + rows.get(i).size() + " cells, expected " + columns.size() + " as in the first line");
            }
        }
    }

    /**
     * Reads a file: Parquet by its ending, else comma-separated values.
     *
     * @throws CannotTrain naming the file and what is wrong with it
     */
    public static Table read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.toString();
            return name.toLowerCase(Locale.ROOT).endsWith(".parquet")
                    ? ParquetTable.read(name, bytes)
                    : CsvTable.read(name, bytes);
        } catch (IOException e) {
            throw new CannotTrain(file + " cannot be read: " + e, e);
        }
    }

    /** The place of a column. */
    public int column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new CannotTrain(source + " has no column \"" + name + "\"; it has " + String.join(", ", columns));
        }
        return at;
    }

    public String text(int row, int column) {
        return rows.get(row).get(column);
    }

    /** Whether a cell is empty, or says in any case that it is not a number. */
    public boolean isMissing(int row, int column) {
        String text = text(row, column).trim();
        return text.isEmpty() || text.equalsIgnoreCase("nan");
    }

    /** Whether a cell is missing or a number, be it too large for training. */
    public boolean isNumeric(int row, int column) {
        return isMissing(row, column) || parsed(text(row, column)).isPresent();
    }

    /**
     * A cell as a number; NaN where it is missing.
     *
     * @throws CannotTrain where it is text, or no finite number in single precision, which is what trees compare in
     */
    public double number(int row, int column) {
        if (isMissing(row, column)) {
            return Double.NaN;
        }
        double number = parsed(text(row, column)).orElseThrow(() -> wrong(row, column, "not a number"));
        if (!Float.isFinite((float) number)) {
            throw wrong(
                    row,
                    column,
                    "not finite in single precision; correct it, leave the cell empty, or the column out (--ignore)");
        }
        return number;
    }

    private static OptionalDouble parsed(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.trim()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private CannotTrain wrong(int row, int column, String how) {
        return new CannotTrain(source + " row " + (row + 1) + " column " + columns.get(column) + " is \""
                + text(row, column).trim() + "\", " + how);
    }
}
