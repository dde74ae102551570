package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.journal.TestingJournal.account;
import static org.millwright.edge.journal.TestingJournal.numbers;
import static org.millwright.edge.journal.TestingJournal.open;
import static org.millwright.edge.journal.TestingJournal.put;
import static org.millwright.edge.journal.TestingJournal.readings;
import static org.millwright.edge.journal.TestingJournal.take;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.signal.Loss;

/** Files that the disk damages while the agent runs. */
class MendedJournalTest {

    private static final int ROWS = 3_000;

    @TempDir
    private Path folder;

    /** Nothing of what waits is in memory: it was put away by an earlier run. */
    private Journal running() {
        try (Journal journal = open(folder)) {
            for (int i = 0; i < ROWS; i += 100) {
                put(journal, readings(i, i + 100), new Mark("m", new byte[] {7}));
            }
        }
        return open(folder);
    }

    private void damage(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] rubbish = new byte[3_000];
        random.nextBytes(rubbish);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("journal.db").toFile(), "rw")) {
            file.seek(file.length() / 4 + random.nextLong(file.length() / 2));
            file.write(rubbish);
        }
    }

    /** As the sink does it: after damage it asks again, until nothing is left and the file was mended. */
    private void takeAll(Journal journal, List<Integer> numbers, boolean stored) {
        await().until(() -> {
            try {
                for (Optional<Block> block = journal.outbox().take(Duration.ZERO);
                        block.isPresent();
                        block = journal.outbox().take(Duration.ZERO)) {
                    numbers.addAll(numbersOf(block.get()));
                    if (stored) {
                        journal.outbox().stored(block.get().sequence(), List.of());
                    }
                }
            } catch (JournalException e) {
                assertThat(e.isDamage()).as(e.getMessage()).isTrue();
            }
            return Files.exists(folder.resolve("journal.db.damaged"))
                    && !journal.outbox().isDamaged()
                    && !journal.outbox().hasNext();
        });
    }

    private static List<Integer> numbersOf(Block block) {
        return numbers(new String(block.lines(), StandardCharsets.UTF_8).lines().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatCanBeReadIsKeptAndTheRestIsCountedAndTheJournalGoesOn(long seed) throws IOException {
        long lost;
        try (Journal journal = running()) {
            damage(seed);
            List<Integer> numbers = new ArrayList<>();
            takeAll(journal, numbers, true);
            await().until(() -> account(journal).waiting() == 0);
            lost = account(journal).lost();
            assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize((int) (ROWS - lost));
            assertThat(lost).isPositive();
            put(journal, readings(ROWS, ROWS + 10));
            assertThat(numbers(take(journal, true))).hasSize(10);
            await().untilAsserted(() -> {
                take(journal, true);
                assertThat(journal.status().waitingBytes()).isZero();
            });
            assertThat(journal.status().trouble()).isEmpty();
        }
        assertThat(folder.resolve("journal.db.damaged")).exists();
        try (Journal next = open(folder)) {
            assertThat(account(next)).isEqualTo(new Account(ROWS + 10, ROWS + 10 - lost, 0, lostBy(lost)));
            assertThat(next.mark("m")).hasValue(new byte[] {7});
            assertThat(numbers(take(next, true))).isEmpty();
        }
    }

    private static Map<Loss.Reason, Long> lostBy(long lost) {
        return Map.of(Loss.Reason.JOURNAL_DAMAGE, lost);
    }

    @Test
    void whatTheReaderHasInHandIsNeitherLostNorSentTwice() throws Exception {
        try (Journal journal = running()) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                numbers.addAll(
                        numbersOf(journal.outbox().take(Duration.ofSeconds(1)).orElseThrow()));
            }
            damage(1);
            takeAll(journal, numbers, false);
            Path killed = Files.createDirectories(folder.resolve("killed"));
            for (String file : new String[] {"journal.db", "journal.db-wal", "journal.tally"}) {
                if (Files.exists(folder.resolve(file))) {
                    Files.copy(folder.resolve(file), killed.resolve(file));
                }
            }
            journal.outbox().stored(Long.MAX_VALUE, List.of());
            await().until(() -> account(journal).waiting() == 0);
            assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize((int)
                    (ROWS - account(journal).lost()));

            try (Journal next = open(killed)) {
                List<Integer> again = numbers(take(next, true));
                assertThat(again).contains(0, 499).hasSize((int)
                        (ROWS - account(next).lost()));
            }
        }
    }
}
