package org.millwright.maintenance.training.table;

import static java.util.Objects.requireNonNull;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.millwright.hardware.inference.Sha256;
import org.millwright.maintenance.training.study.CannotTrain;

/** Reads Parquet files of plain columns, without compression or with Gzip, Snappy or Zstandard. */
final class ParquetTable {

    private ParquetTable() {}

    static Table read(String source, byte[] bytes) {
        List<List<String>> rows = new ArrayList<>();
        List<String> columns;
        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(bytes)))) {
            FileSchema schema = file.getFileSchema();
            if (!schema.isFlatSchema()) {
                throw new CannotTrain(source + " has nested columns; write it with plain columns");
            }
            columns = schema.getColumns().stream().map(ColumnSchema::name).toList();
            try (RowReader reader = file.rowReader()) {
                while (reader.hasNext()) {
                    reader.next();
                    List<String> row = new ArrayList<>();
                    for (int column = 0; column < columns.size(); column++) {
                        row.add(reader.isNull(column) ? "" : text(requireNonNull(reader.getValue(column))));
                    }
                    rows.add(row);
                }
            }
        } catch (CannotTrain e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the reader's for a damaged file are of many kinds
            throw new CannotTrain(source + " cannot be read as Parquet: " + e.getMessage(), e);
        }
        return new Table(source, columns, rows, Sha256.hex(bytes));
    }

    /** Not a number is missing, as in other files. */
    private static String text(Object value) {
        return value instanceof Number number && Double.isNaN(number.doubleValue()) ? "" : value.toString();
    }
}
