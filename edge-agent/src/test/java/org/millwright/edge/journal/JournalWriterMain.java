package org.millwright.edge.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.config.JournalConfig;

/**
 * A process that writes to a journal, to be watched by {@code strace}: it says {@code safe N} when the readings below N
 * were said to be safe, and {@code stored N} before it tells the journal that a store has those below N.
 *
 * <p>Arguments: folder, groups of readings.
 */
final class JournalWriterMain {

    static final int GROUP = 40;
    private static final int STORED_EVERY = 7;
    /** So that a short run brings the log into the file a few times. */
    private static final long LOG_BYTES = 240 * 1024;

    private JournalWriterMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Files.createDirectories(Path.of(arguments[0]));
        Journal journal = new Journal(
                new JournalConfig(
                        Path.of(arguments[0]), 1L << 30, JournalConfig.WhenFull.DROP_OLDEST, Duration.ofMillis(1)),
                InstantSource.system(),
                LOG_BYTES);
        journal.start();
        int groups = Integer.parseInt(arguments[1]);
        for (int group = 0; group < groups; group++) {
            TestingJournal.put(journal, TestingJournal.readings(group * GROUP, (group + 1) * GROUP));
            say("safe " + (group + 1) * GROUP);
            if (group % STORED_EVERY == STORED_EVERY - 1) {
                store(journal);
            }
        }
        // Without a goodbye.
        Runtime.getRuntime().halt(0);
    }

    private static void store(Journal journal) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        long last = 0;
        for (Optional<Block> block = journal.outbox().take(Duration.ZERO);
                block.isPresent();
                block = journal.outbox().take(Duration.ZERO)) {
            new String(block.get().lines(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            last = block.get().sequence();
        }
        say("stored " + (TestingJournal.numbers(lines).getLast() + 1));
        journal.outbox().stored(last, List.of());
    }

    @SuppressWarnings("SystemOut") // What the test reads in the trace.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
