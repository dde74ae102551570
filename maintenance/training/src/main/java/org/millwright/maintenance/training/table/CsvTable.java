package org.millwright.maintenance.training.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.millwright.hardware.inference.Sha256;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * Reads comma-separated values (RFC 4180), also with tabs, or with semicolons, between which a comma may be the decimal
 * sign; the first line names the columns.
 */
final class CsvTable {

    private static final char[] SEPARATORS = {',', ';', '\t'};
    /** Of German, French and other spreadsheets. */
    private static final Pattern DECIMAL_COMMA = Pattern.compile("([+-]?\\d*),(\\d+(?:[eE][+-]?\\d+)?)");

    private CsvTable() {}

    /** @param bytes UTF-8, with a byte-order mark or without */
    static Table read(String source, byte[] bytes) {
        return read(source, bytes, List.of());
    }

    /** @param marks heads of leading columns that are no part of the table and are left out where they are there */
    static Table read(String source, byte[] bytes, List<String> marks) {
        char separator = separator(bytes);
        List<List<String>> rows = rows(source, bytes, separator);
        if (rows.isEmpty()) {
            throw new CannotTrain(source + " is empty; its first line must name the columns");
        }
        List<String> heads = rows.getFirst().stream().map(String::trim).toList();
        int from = 0;
        while (from < marks.size() && from < heads.size() && heads.get(from).equals(marks.get(from))) {
            from++;
        }
        int first = from;
        Table table = new Table(
                source,
                heads.subList(first, heads.size()),
                rows.subList(1, rows.size()).stream()
                        .filter(row -> first == 0 || !row.equals(rows.getFirst())) // a further series repeats the head
                        .map(row -> row.subList(first, row.size()))
                        .toList(),
                Sha256.hex(bytes));
        return separator == ';' ? withDecimalPoints(table) : table;
    }

    private static List<List<String>> rows(String source, byte[] bytes, char separator) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                .ofCsvRecord(new ByteArrayInputStream(bytes))) {
            reader.forEach(line -> rows.add(line.getFields()));
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotTrain(source + ": " + e.getMessage() + " (" + cause.getMessage() + ")", e);
        } catch (IOException e) {
            throw new CannotTrain(source + " cannot be read: " + e, e);
        }
        return rows;
    }

    /** Columns of nothing but numbers, some of them with a decimal comma, get points; all other text stays as it is. */
    private static Table withDecimalPoints(Table table) {
        boolean[] commas = new boolean[table.columns().size()];
        for (int column = 0; column < commas.length; column++) {
            commas[column] = hasDecimalCommas(table, column);
        }
        List<List<String>> rows = table.rows().stream()
                .map(row -> IntStream.range(0, commas.length)
                        .mapToObj(column -> commas[column] ? withPoint(row.get(column)) : row.get(column))
                        .toList())
                .toList();
        return new Table(table.source(), table.columns(), rows, table.fingerprint());
    }

    private static boolean hasDecimalCommas(Table table, int column) {
        boolean some = false;
        for (int row = 0; row < table.rows().size(); row++) {
            boolean comma =
                    DECIMAL_COMMA.matcher(table.text(row, column).trim()).matches();
            if (!comma && !table.isNumeric(row, column)) {
                return false;
            }
            some |= comma;
        }
        return some;
    }

    private static String withPoint(String text) {
        return DECIMAL_COMMA.matcher(text.trim()).replaceFirst("$1.$2");
    }

    /** The one that the first line has most of. */
    private static char separator(byte[] bytes) {
        String first =
                new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        char best = SEPARATORS[0];
        for (char separator : SEPARATORS) {
            if (count(first, separator) > count(first, best)) {
                best = separator;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }
}
