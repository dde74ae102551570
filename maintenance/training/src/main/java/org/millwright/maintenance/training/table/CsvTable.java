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
import org.millwright.hardware.inference.Sha256;
import org.millwright.maintenance.training.study.CannotTrain;

/** Reads comma-separated values (RFC 4180), also with semicolons or tabs; the first line names the columns. */
final class CsvTable {

    private static final char[] SEPARATORS = {',', ';', '\t'};

    private CsvTable() {}

    /** @param bytes UTF-8, with a byte-order mark or without */
    static Table read(String source, byte[] bytes) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(bytes))
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
        if (rows.isEmpty()) {
            throw new CannotTrain(source + " is empty; its first line must name the columns");
        }
        return new Table(
                source,
                rows.getFirst().stream().map(String::trim).toList(),
                rows.subList(1, rows.size()),
                Sha256.hex(bytes));
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
