package org.millwright.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

final class InboxTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Inbox inbox = new Inbox(1000L * Inbox.PARCEL_BYTES);

    /** A tenth of the age is 200 ms, so fifty windows take ten seconds, and would take a hundred. */
    @Test
    @Timeout(60)
    void aSenderWhoseWindowIsFullIsNotKeptWaitingForTheWholeOfAGroupsTime() throws InterruptedException {
        for (int window = 0; window < 50; window++) {
            offer(50);
            assertThat(inbox.take(1000, Duration.ofSeconds(2), HOUR)).hasSize(50);
        }
    }

    @Test
    void whatComesAfterASilenceIsTakenAtOnceAndInOrder() throws InterruptedException {
        offer(3);
        List<Parcel> taken = inbox.take(1000, Duration.ZERO, HOUR);
        assertThat(taken).extracting(parcel -> parcel.marks().getFirst().key()).containsExactly("0", "1", "2");
    }

    @Test
    void noMoreIsTakenThanFits() throws InterruptedException {
        offer(5);
        assertThat(inbox.take(2, Duration.ZERO, HOUR)).hasSize(2);
        assertThat(inbox.take(2, Duration.ZERO, HOUR)).hasSize(2);
        assertThat(inbox.take(2, Duration.ZERO, HOUR)).hasSize(1);
    }

    @Test
    void aFullInboxRefusesUntilSomethingIsTaken() throws InterruptedException {
        offer(1000);
        assertThat(inbox.offer(parcel(0), Duration.ZERO)).isFalse();
        inbox.take(1, Duration.ZERO, HOUR);
        assertThat(inbox.offer(parcel(0), Duration.ZERO)).isTrue();
    }

    @Test
    void aClosedInboxTakesNothingAndGivesWhatItHas() throws InterruptedException {
        offer(2);
        inbox.close();
        assertThat(inbox.offer(parcel(2), HOUR)).isFalse();
        assertThat(inbox.isDrained()).isFalse();
        assertThat(inbox.take(1000, HOUR, HOUR)).hasSize(2);
        assertThat(inbox.isDrained()).isTrue();
    }

    @Test
    void longTextsFillTheInboxLikeManyReadings() throws InterruptedException {
        String long100KiB = "x".repeat(100 * 1024);
        Signal note = new Signal(TestingJournal.PRESSURE.machine(), "Note", ValueType.TEXT, "");
        Parcel texts = Parcel.of(new Reading(note, new Value.Text(long100KiB), 0, 1, 1, 1));
        assertThat(inbox.offer(texts, Duration.ZERO)).isTrue();
        assertThat(inbox.offer(texts, Duration.ZERO)).isFalse();
    }

    private void offer(int parcels) throws InterruptedException {
        for (Parcel parcel :
                IntStream.range(0, parcels).mapToObj(InboxTest::parcel).toList()) {
            assertThat(inbox.offer(parcel, Duration.ZERO)).isTrue();
        }
    }

    private static Parcel parcel(int number) {
        return new Parcel(List.of(), List.of(new Mark(Integer.toString(number), new byte[0])), Receipt.NONE);
    }
}
