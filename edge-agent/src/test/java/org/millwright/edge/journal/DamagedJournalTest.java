package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

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

    /** Gives how many rows were kept. */
    private static long assertAccountedFor(Path copy) {
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
        return kept;
    }

    private static void change(Path folder, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement open = connection.createStatement()) {
            assertThat(open.executeUpdate(statement)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE snapshot SET content = zeroblob(length(content))",
                "UPDATE snapshot SET content = x''",
                "DELETE FROM identity WHERE number = (SELECT max(number) FROM identity)"
            })
    void booksThatAreNotWhatWasWrittenCostNoRow(String damage) throws IOException, SQLException {
        Path copy = checkpointed();
        change(copy, damage);
        assertThat(assertAccountedFor(copy)).isEqualTo(ROWS);
    }

    @Test
    void anIdentityThatIsMissingChangesTheNameOfNoOther() throws SQLException {
        Signal last = Plant.signal("press", "Last", ValueType.NUMBER);
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 10));
            put(journal, List.of(Plant.number(last, 1, Plant.START), Plant.number(last, 2, Plant.START + 1)));
        }
        change(folder, "DELETE FROM identity WHERE number = 1");
        try (Journal journal = open(folder)) {
            take(journal, true);
            await().untilAsserted(() -> assertThat(journal.accounts())
                    .extracting(
                            one -> one.identity().tag("signal"),
                            one -> one.account().stored())
                    .contains(tuple("OilPressure", 10L), tuple("Last", 2L)));
        }
    }

    @Test
    void aBlockWhoseCountsCannotBeReadIsCountedAndTakesNoRoomInTheEnd() throws IOException, SQLException {
        Path copy = checkpointed();
        change(copy, "UPDATE block SET counts = x'00000003ff' WHERE sequence = (SELECT min(sequence) + 1 FROM block)");
        assertThat(assertAccountedFor(copy)).isEqualTo(ROWS - 100);
        try (Journal journal = open(copy)) {
            await().untilAsserted(() -> {
                take(journal, true);
                assertThat(journal.status().waitingBytes()).isZero();
            });
        }
    }

    @Test
    void aSalvageThatWasCutOffBeginsAnew() throws IOException, SQLException {
        Path copy = checkpointed();
        change(copy, "UPDATE snapshot SET content = x''");
        Files.writeString(copy.resolve("journal.db.saving"), "half of it");
        Files.writeString(copy.resolve("journal.db.saving-wal"), "half of its log");
        assertThat(assertAccountedFor(copy)).isEqualTo(ROWS);
        assertThat(copy.resolve("journal.db.saving")).doesNotExist();
    }

    /** The new file is complete, and the damaged one is on its way out of its place. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSalvageThatWasCutOffAtItsEndIsEnded(boolean fileItselfIsGone) throws IOException {
        Path copy = checkpointed();
        Files.move(copy.resolve("journal.db"), copy.resolve("journal.db.saved"));
        Files.writeString(copy.resolve(fileItselfIsGone ? "journal.db.damaged" : "journal.db"), "damaged");
        Files.writeString(copy.resolve("journal.db-wal"), "of the damaged one");
        assertThat(assertAccountedFor(copy)).isEqualTo(ROWS);
        assertThat(copy.resolve("journal.db.damaged")).hasContent("damaged");
        assertThat(copy.resolve("journal.db.damaged-wal")).hasContent("of the damaged one");
        assertThat(copy.resolve("journal.db.saved")).doesNotExist();
    }

    @Test
    void deadLettersAreSavedToo() throws IOException, SQLException {
        Path copy = checkpointed();
        change(copy, "INSERT INTO dead_letter(at, line, reason) VALUES ('2026-01-01T00:00:00Z', 'press v=1 1', 'why')");
        change(copy, "UPDATE snapshot SET content = x''");
        try (Journal journal = open(copy)) {
            assertThat(journal.status().deadLetters())
                    .containsExactly(new DeadLetter(Instant.parse("2026-01-01T00:00:00Z"), "press v=1 1", "why"));
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
