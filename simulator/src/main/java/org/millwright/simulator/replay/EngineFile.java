package org.millwright.simulator.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.millwright.simulator.process.CannotStart;

/**
 * Reads {@code test_FD001.txt} or {@code test_FD001.txt.gz} of the C-MAPSS set: a line a flight, 26 columns with spaces
 * in between (unit, cycle, 3 settings, 21 sensors).
 *
 * @see <a href="https://data.nasa.gov/dataset/cmapss-jet-engine-simulated-data">NASA, C-MAPSS jet engine simulated
 *     data</a>
 */
public final class EngineFile {

    private static final int COLUMNS = 2 + EngineCycle.SETTINGS + EngineCycle.SENSORS;

    private EngineFile() {}

    /**
     * @param folder such as {@code cmapss}, {@code subset} such as {@code FD001}
     * @return each unit's cycles in the order of the file, by unit number
     */
    public static SortedMap<Integer, List<EngineCycle>> read(Path folder, String subset) {
        Path file = find(folder, "test_" + subset);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.US_ASCII))) {
            SortedMap<Integer, List<EngineCycle>> engines = new TreeMap<>();
            int lineNumber = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lineNumber++;
                if (!line.isBlank()) {
                    add(engines, line.trim().split("\\s+"), file + " line " + lineNumber);
                }
            }
            if (engines.isEmpty()) {
                throw new CannotStart(file + " holds no engine: it wants a line a flight, 26 columns each");
            }
            return engines;
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be read: " + e + "; unpack or download it again", e);
        }
    }

    private static void add(SortedMap<Integer, List<EngineCycle>> engines, String[] columns, String where) {
        if (columns.length != COLUMNS) {
            throw new CannotStart(where + ": has " + columns.length + " columns, must be " + COLUMNS
                    + " (unit, cycle, 3 settings, 21 sensors)");
        }
        try {
            List<Double> numbers = new ArrayList<>(COLUMNS - 2);
            for (int i = 2; i < COLUMNS; i++) {
                numbers.add(Double.valueOf(columns[i]));
            }
            EngineCycle cycle = new EngineCycle(
                    Long.parseLong(columns[1]),
                    numbers.subList(0, EngineCycle.SETTINGS),
                    numbers.subList(EngineCycle.SETTINGS, COLUMNS - 2));
            engines.computeIfAbsent(Integer.valueOf(columns[0]), unit -> new ArrayList<>())
                    .add(cycle);
        } catch (NumberFormatException e) {
            throw new CannotStart(where + ": not a number (" + e.getMessage() + "); download the file again", e);
        }
    }

    /** The lives that the set's makers keep back for scoring, {@code RUL_FD001.txt.gz}: cycles left, by unit number. */
    public static SortedMap<Integer, Integer> lives(Path folder, String subset) {
        Path file = find(folder, "RUL_" + subset);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.US_ASCII))) {
            SortedMap<Integer, Integer> lives = new TreeMap<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lives.put(lives.size() + 1, Integer.valueOf(line.trim()));
                }
            }
            return lives;
        } catch (IOException | NumberFormatException e) {
            throw new CannotStart(file + " cannot be read: " + e + "; it wants one number a line", e);
        }
    }

    private static Path find(Path folder, String name) {
        Path plain = folder.resolve(name + ".txt");
        Path packed = folder.resolve(name + ".txt.gz");
        if (Files.isRegularFile(packed)) {
            return packed;
        }
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        throw new CannotStart("neither " + packed + " nor " + plain.getFileName()
                + " is there: --data names the folder of the C-MAPSS files, --subset one of them, such as FD001");
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
