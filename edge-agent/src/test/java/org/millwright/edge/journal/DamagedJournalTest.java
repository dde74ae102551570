package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millwright.edge.journal.TestingJournal.account;
import static org.millwright.edge.journal.TestingJournal.numbers;
import static org.millwright.edge.journal.TestingJournal.open;
import static org.millwright.edge.journal.TestingJournal.put;
import static org.millwright.edge.journal.TestingJournal.readings;
import static org.millwright.edge.journal.TestingJournal.take;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.intake.Mark;

/** Files that were cut off, overwritten or replaced while the agent was down. */
class DamagedJournalTest {

    private static final int ROWS = 3_000;

    @TempDir
    private Path folder;

    /** As a kill leaves it: copied while the journal runs, so the write-ahead log still holds most of it. */
    private Path killed(String name) throws IOException {
        Path running = Files.createDirectories(folder.resolve("running"));
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Journal journal = open(running)) {
            for (int i = 0; i < ROWS; i += 100) {
                put(journal, readings(i, i + 100), new Mark("m", new byte[] {1}));
            }
            copy(running, copy);
        }
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith("-shm")) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void nothingIsMissingAfterAKill() throws IOException {
        try (Journal journal = open(killed("whole"))) {
            assertThat(numbers(take(journal, true))).hasSize(ROWS).isSorted().doesNotHaveDuplicates();
            assertThat(account(journal).lost()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, 6, 9, 11})
    void aLogCutOffAnywhereLosesOnlyWhatWasCutOffAndCountsIt(long seed) throws IOException {
        Path copy = killed("cut");
        cut(copy.resolve("journal.db-wal"), new Random(seed));
        assertAccountedFor(copy);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, 6, 9, 11})
    void aFileCutOffAnywhereLosesOnlyWhatWasCutOffAndCountsIt(long seed) throws IOException {
        Path copy = checkpointed();
        cut(copy.resolve("journal.db"), new Random(seed));
        assertAccountedFor(copy);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4, 6, 9, 11})
    void rubbishInTheMiddleLosesOnlyWhatStoodThereAndCountsIt(long seed) throws IOException {
        Path copy = checkpointed();
        Random random = new Random(seed);
        try (RandomAccessFile file =
                new RandomAccessFile(copy.resolve("journal.db").toFile(), "rw")) {
            byte[] rubbish = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(rubbish);
            file.seek(random.nextLong(Math.max(1, file.length() - rubbish.length)));
            file.write(rubbish);
        }
        assertAccountedFor(copy);
    }

    /** Ended in order: everything stands in the file itself. */
    private Path checkpointed() throws IOException {
        Path ended = folder.resolve("running");
        killed("unused");
        Path copy = Files.createDirectories(folder.resolve("ended"));
        copy(ended, copy);
        return copy;
    }

    private static void cut(Path file, Random random) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(random.nextLong(open.length()));
        }
    }

    private static void assertAccountedFor(Path copy) throws IOException {
        long counted;
        long kept;
        try (Journal journal = open(copy)) {
            List<Integer> numbers = numbers(take(journal, true));
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            kept = numbers.size();
            TestingJournal.awaitStored(journal, kept);
            counted = journal.status().total().lost();
            // It goes on as if nothing had been.
            put(journal, readings(ROWS, ROWS + 10));
            assertThat(numbers(take(journal, true))).hasSize(10);
        }
        assertThat(kept + counted)
                .as("kept %d and counted as lost %d", kept, counted)
                .isEqualTo(ROWS);
        try (Journal again = open(copy)) {
            assertThat(again.status().total().lost()).isEqualTo(counted);
        }
    }

    @Test
    void aFileOfSomethingElseIsSetAsideAndNamed() throws IOException {
        Files.writeString(folder.resolve("journal.db"), "This is a shopping list.\n".repeat(500));
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 5));
            assertThat(numbers(take(journal, true))).hasSize(5);
        }
        assertThat(Files.readString(folder.resolve("journal.db.damaged"))).startsWith("This is a shopping list.");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> open(file.resolve("journal"), 1 << 20, JournalConfig.WhenFull.DROP_OLDEST))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file.resolve("journal").toString())
                .hasMessageContaining("give the agent the right to");
    }
}
