package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What it costs the agent to have everything on disk first.
 *
 * @param cores of the journal's thread, 1 being one core fully used: encoding (which a sink without a journal does too),
 *     compressing, writing and syncing
 * @param writtenBytes what the agent's process sent to disk, checkpoints and deletions included
 * @param compressedBytes of line protocol, by Zstandard, as the journal keeps them
 * @param lineBytes the same before compression
 */
record JournalCost(double cores, long writtenBytes, long compressedBytes, long lineBytes) {

    /** Counters at one moment. */
    record Reading(double cpuSeconds, long writtenBytes, long compressedBytes, long lineBytes) {

        static Reading of(JsonNode status, long pid) {
            JsonNode journal = status.path("journal");
            return new Reading(
                    journal.path("cpuSeconds").asDouble(),
                    toDisk(pid),
                    journal.path("compressedBytes").asLong(),
                    journal.path("lineBytes").asLong());
        }

        JournalCost until(Reading later, Duration measured) {
            return new JournalCost(
                    (later.cpuSeconds - cpuSeconds) * 1e9 / measured.toNanos(),
                    later.writtenBytes - writtenBytes,
                    later.compressedBytes - compressedBytes,
                    later.lineBytes - lineBytes);
        }
    }

    /** {@code write_bytes} of proc(5): what the process caused to be sent to the storage layer; 0 elsewhere than on Linux. */
    private static long toDisk(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/io")).stream()
                    .filter(line -> line.startsWith("write_bytes: "))
                    .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    double writtenPerCompressedByte() {
        return compressedBytes == 0 ? Double.NaN : (double) writtenBytes / compressedBytes;
    }
}
