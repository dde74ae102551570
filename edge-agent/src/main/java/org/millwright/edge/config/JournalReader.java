package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.edge.config.JournalConfig.WhenFull;

/** Reads {@code journal:}. */
final class JournalReader {

    static final long DEFAULT_QUOTA_BYTES = 2L << 30;
    private static final long LEAST_QUOTA_BYTES = 16L << 20;
    private static final Duration DEFAULT_COMMIT_EVERY = Duration.ofMillis(100);

    private static final Format<Long> QUOTA = Formats.size("2GiB");
    private static final Format<Duration> COMMIT_EVERY =
            Formats.duration(Duration.ofMillis(1), Duration.ofSeconds(10), "100ms");
    private static final Format<WhenFull> WHEN_FULL = Formats.choice(whenFull());

    private final PlacedFiles files;
    private final Path data;

    JournalReader(PlacedFiles files, Path data) {
        this.files = files;
        this.data = data;
    }

    private static Map<String, WhenFull> whenFull() {
        Map<String, WhenFull> choices = new LinkedHashMap<>();
        choices.put("drop-oldest", WhenFull.DROP_OLDEST);
        choices.put("refuse-newest", WhenFull.REFUSE_NEWEST);
        return choices;
    }

    JournalConfig read(Section section) {
        Path folder = section.optional("folder", files.folderToMake(), data.resolve("journal"));
        long quota = section.optional("quota", QUOTA, DEFAULT_QUOTA_BYTES);
        if (quota < LEAST_QUOTA_BYTES) {
            section.problem("quota", "is too small", "write at least 16MiB");
            quota = LEAST_QUOTA_BYTES;
        }
        WhenFull whenFull = section.optional("when-full", WHEN_FULL, WhenFull.DROP_OLDEST);
        Duration commitEvery = section.optional("commit-every", COMMIT_EVERY, DEFAULT_COMMIT_EVERY);
        section.end();
        return new JournalConfig(folder, quota, whenFull, commitEvery);
    }
}
