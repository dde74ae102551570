package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What one demo run came to; its component names are the keys of {@code --report}.
 *
 * @param readings readings that arrived at the agent
 * @param stored rows that the store acknowledged: readings, verdicts and prognoses
 * @param readBack rows that a query to the store counted afterwards
 * @param lost rows that were dropped or refused anywhere in the agent, by its own count
 * @param duplicates readings that arrived twice and were stored once
 */
record Result(
        double seconds,
        long readings,
        long stored,
        long readBack,
        long lost,
        long duplicates,
        long inspected,
        long defectsMade,
        long defectsFound,
        long falseAlarms,
        long partsWithoutVerdict,
        long prognoses,
        long vibrations,
        long timeToFirstValueMillis,
        Percentiles verdictLatencyMillis,
        double agentRssMiB) {

    record Percentiles(double p50, double p99, double p999) {}

    boolean isComplete() {
        return stored == readBack && stored != 0;
    }

    void writeTo(Path file) {
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new DemoException("cannot write the report to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether {@code file} could be written, asked before anything is started. */
    static void mustBeWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw new DemoException(
                    "cannot write the report to " + file + "; name a file in a folder that is writable");
        }
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                """

                %,d readings arrived, %,d rows were stored and %,d read back by a query: %s. Lost: %,d.
                %,d parts inspected; %,d of %,d defects found, %,d false alarms. %,d prognoses, %,d waveforms examined.
                Verdict after the picture: p50 %.1f ms, p99 %.1f ms. First value after %.1f s. Agent: %.0f MiB.""",
                readings,
                stored,
                readBack,
                isComplete() ? "complete" : "NOT COMPLETE",
                lost,
                inspected,
                defectsFound,
                defectsMade,
                falseAlarms,
                prognoses,
                vibrations,
                verdictLatencyMillis.p50(),
                verdictLatencyMillis.p99(),
                timeToFirstValueMillis / 1000.0,
                agentRssMiB);
    }
}
