package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.journal.TestingJournal.account;
import static org.millwright.edge.journal.TestingJournal.awaitStored;
import static org.millwright.edge.journal.TestingJournal.numbers;
import static org.millwright.edge.journal.TestingJournal.open;
import static org.millwright.edge.journal.TestingJournal.put;
import static org.millwright.edge.journal.TestingJournal.readings;
import static org.millwright.edge.journal.TestingJournal.take;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.JournalConfig.WhenFull;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Plant;

class JournalTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsSafeIsThereInTheNextRunInItsOrder() {
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 500));
            put(journal, readings(500, 700));
        }
        try (Journal next = open(folder)) {
            assertThat(numbers(take(next, true)))
                    .containsExactlyElementsOf(IntStream.range(0, 700).boxed().toList());
        }
    }

    @Test
    void whatTheStoreHasIsNotSentAgainAfterAnOrderlyEnd() {
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 10));
            take(journal, true);
            put(journal, readings(10, 20));
        }
        try (Journal next = open(folder)) {
            assertThat(numbers(take(next, true)))
                    .containsExactlyElementsOf(IntStream.range(10, 20).boxed().toList());
            awaitStored(next, 20);
        }
    }

    @Test
    void theBooksAreKeptOverRestartsAndBalance() {
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 100));
            put(journal, readings(95, 100));
            put(
                    journal,
                    List.of(Loss.of(
                            TestingJournal.PRESSURE, Loss.Reason.QUEUE_OVERFLOW, 3, Plant.START, Plant.START, 7)));
            take(journal, true);
            put(journal, readings(100, 130));
        }
        try (Journal next = open(folder)) {
            Account account = account(next);
            assertThat(account.received()).isEqualTo(138);
            assertThat(account.stored()).isEqualTo(100);
            assertThat(account.repeated()).isEqualTo(5);
            assertThat(account.lostByReason()).isEqualTo(Map.of(Loss.Reason.QUEUE_OVERFLOW, 3L));
            assertThat(account.waiting()).isEqualTo(30);
        }
    }

    @Test
    void aMarkIsKeptWithTheParcelItCameWith() {
        try (Journal journal = open(folder)) {
            assertThat(journal.mark("opcua/plant")).isEmpty();
            put(journal, readings(0, 1), mark("first"));
            put(journal, List.of(), mark("second"));
            assertThat(journal.mark("opcua/plant")).hasValue(bytes("second"));
        }
        try (Journal next = open(folder)) {
            assertThat(next.mark("opcua/plant")).hasValue(bytes("second"));
        }
    }

    @Test
    void aRepetitionIsKnownAsOneInTheNextRunToo() {
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 10));
        }
        try (Journal next = open(folder)) {
            put(next, readings(9, 11));
            assertThat(numbers(take(next, true))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThat(account(next).repeated()).isEqualTo(1);
        }
    }

    @Test
    void aRefusedRowIsAmongTheDeadLettersAndCountedWithItsSignal() {
        try (Journal journal = open(folder)) {
            put(journal, readings(0, 3));
            Optional<Block> block = takeOne(journal);
            String line = new String(block.orElseThrow().lines(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()
                    .get(1);
            journal.outbox()
                    .stored(block.get().sequence(), List.of(new DeadLetter(Instant.EPOCH, line, "type conflict")));
            awaitStored(journal, 2);
        }
        try (Journal next = open(folder)) {
            assertThat(account(next).lostByReason()).isEqualTo(Map.of(Loss.Reason.REFUSED, 1L));
            assertThat(account(next).waiting()).isZero();
            assertThat(next.status().deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.reason()).isEqualTo("type conflict"));
        }
    }

    @Test
    void aFullJournalDropsTheOldestAndCountsThem() {
        long quota = 20_000;
        try (Journal journal = open(folder, quota, WhenFull.DROP_OLDEST)) {
            for (int i = 0; i < 100; i++) {
                put(journal, readings(i * 100, i * 100 + 100));
            }
            assertThat(journal.status().waitingBytes()).isLessThanOrEqualTo(quota);
            Account account = account(journal);
            List<Integer> kept = numbers(take(journal, true));
            assertThat(kept).last().isEqualTo(9_999);
            assertThat(kept).isSorted().doesNotHaveDuplicates();
            assertThat(account.lostByReason()).isEqualTo(Map.of(Loss.Reason.QUOTA, 10_000L - kept.size()));
            awaitStored(journal, kept.size());
            assertThat(account(journal).waiting()).isZero();
        }
    }

    @Test
    void aFullJournalThatKeepsTheOldestRefusesTheNewestAndCountsThem() {
        try (Journal journal = open(folder, 20_000, WhenFull.REFUSE_NEWEST)) {
            for (int i = 0; i < 100; i++) {
                put(journal, readings(i * 100, i * 100 + 100));
            }
            Account account = account(journal);
            List<Integer> kept = numbers(take(journal, true));
            assertThat(kept).first().isEqualTo(0);
            assertThat(account.lostByReason()).isEqualTo(Map.of(Loss.Reason.QUOTA, 10_000L - kept.size()));
        }
    }

    @Test
    void aLossBecomesARowBesideTheData() {
        try (Journal journal = open(folder, 20_000, WhenFull.DROP_OLDEST)) {
            for (int i = 0; i < 100; i++) {
                put(journal, readings(i * 100, i * 100 + 100));
            }
            await().untilAsserted(() -> assertThat(take(journal, true))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("loss,enterprise=acme,site=graz,area=hall-2,line=line-1,machine=press-1,"
                                    + "signal=OilPressure,reason=quota count=")));
        }
    }

    @Test
    void aLossThatNoRowTellsOfYetIsToldInTheNextRun() {
        long lost;
        try (Journal journal = open(folder, 20_000, WhenFull.DROP_OLDEST)) {
            for (int i = 0; i < 100; i++) {
                put(journal, readings(i * 100, i * 100 + 100));
            }
            lost = account(journal).lost();
            assertThat(take(journal, false)).noneMatch(line -> line.startsWith("loss,"));
        }
        try (Journal next = open(folder)) {
            List<String> lines = new ArrayList<>();
            await().untilAsserted(() -> {
                lines.addAll(take(next, true));
                assertThat(lines)
                        .filteredOn(line -> line.startsWith("loss,"))
                        .singleElement(as(STRING))
                        .contains("signal=OilPressure,reason=quota count=" + lost + "i,");
            });
        }
        try (Journal third = open(folder)) {
            put(third, readings(20_000, 20_001));
            assertThat(take(third, true)).as("once").noneMatch(line -> line.startsWith("loss,"));
        }
    }

    @Test
    void twoAgentsDoNotShareAFolder() {
        try (Journal _ = open(folder)) {
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(folder + " is in use by another agent");
        }
    }

    @Test
    void whatFoundNoRoomIsCountedForItsSignal() {
        try (Journal journal = open(folder)) {
            journal.lost(Parcel.of(readings(0, 7)));
            put(journal, readings(10, 11));
            assertThat(account(journal).lostByReason()).isEqualTo(Map.of(Loss.Reason.BUS_OVERFLOW, 7L));
            assertThat(account(journal).received()).isEqualTo(8);
        }
    }

    private static Optional<Block> takeOne(Journal journal) {
        try {
            return journal.outbox().take(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Mark mark(String content) {
        return new Mark("opcua/plant", bytes(content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
