package org.millwright.maintenance.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.millwright.hardware.inference.Sha256;
import org.millwright.maintenance.training.study.CannotTrain;

/** Reads the files of one data set and keeps a fingerprint of all that was read. NOT thread safe. */
final class DataFiles {

    private final Path directory;
    private final StringBuilder hashes = new StringBuilder();

    DataFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CannotTrain("--data=" + directory + " is not a folder; name the one that holds the data set");
        }
        this.directory = directory;
    }

    /** Whether there is such a file, or one of this name with {@code .gz}. */
    boolean holds(String name) {
        return Files.exists(directory.resolve(name)) || Files.exists(directory.resolve(name + ".gz"));
    }

    /** The lines of a text file that are not blank; a file of this name with {@code .gz} does as well. */
    List<String> lines(String name) {
        Path file = directory.resolve(name);
        Path packed = directory.resolve(name + ".gz");
        Path found = Files.exists(file) ? file : packed;
        try {
            byte[] bytes = Files.readAllBytes(found);
            hashes.append(Sha256.hex(bytes)).append('\n');
            try (InputStream in = found.equals(packed)
                    ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                    : new ByteArrayInputStream(bytes)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
            }
        } catch (IOException e) {
            throw new CannotTrain(file + " (or .gz) cannot be read: " + e + "; see the data set's README", e);
        }
    }

    /** Numbers of one line. */
    double[] numbers(String name, int lineNumber, String line, String separator, int expected) {
        String[] parts = line.trim().split(separator, -1);
        if (parts.length != expected) {
            throw new CannotTrain(where(name, lineNumber) + " has " + parts.length + " columns, expected " + expected);
        }
        double[] numbers = new double[expected];
        for (int i = 0; i < expected; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i]);
            } catch (NumberFormatException e) {
                throw new CannotTrain(
                        where(name, lineNumber) + " column " + (i + 1) + " is \"" + parts[i] + "\", not a number", e);
            }
        }
        return numbers;
    }

    String fingerprint() {
        return Sha256.hex(hashes.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String where(String name, int lineNumber) {
        return directory.resolve(name) + " line " + lineNumber;
    }
}
