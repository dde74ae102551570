package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.millwright.edge.source.mqtt.Message.Age;

class CatchUpTest {

    private final CatchUp catchUp = new CatchUp();

    private boolean isLate(Age age, long millis) {
        return catchUp.isLate(new Message("t", new byte[0], 1, 1, false, false, age), nanos(millis));
    }

    private void acknowledge(long millis) {
        catchUp.acknowledged(nanos(millis));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void inMqtt5TheMessageItselfSaysIt() {
        catchUp.connecting();
        assertThat(isLate(Age.KEPT, 0)).isTrue();
        catchUp.subscribed(true, Duration.ZERO, nanos(0));
        assertThat(isLate(Age.FRESH, 1)).isFalse();
        assertThat(isLate(Age.KEPT, 100_000)).isTrue();
    }

    @Test
    void whatComesBeforeWeHaveSubscribedWasKept() {
        catchUp.connecting();
        assertThat(isLate(Age.UNKNOWN, 0)).isTrue();
        catchUp.subscribed(false, Duration.ZERO, nanos(0));
        assertThat(isLate(Age.UNKNOWN, 1)).isFalse();
    }

    @Test
    void aPauseEndsItOnlyWhereTheBrokerHadLeaveToSend() {
        catchUp.connecting();
        catchUp.subscribed(true, Duration.ofHours(1), nanos(0));
        assertThat(isLate(Age.UNKNOWN, 1)).isTrue();
        // Our own disk was slow: the broker's window was full.
        acknowledge(2_000);
        assertThat(isLate(Age.UNKNOWN, 2_100)).isTrue();
        acknowledge(2_150);
        assertThat(isLate(Age.UNKNOWN, 2_450)).isFalse();
        assertThat(isLate(Age.UNKNOWN, 2_451)).isFalse();
    }

    @Test
    void aStreamWithoutAPauseIsLiveAfterAsLongAsWeWereAway() {
        catchUp.connecting();
        catchUp.subscribed(true, Duration.ofSeconds(30), nanos(0));
        for (int millis = 10; millis < 30_000; millis += 10) {
            assertThat(isLate(Age.UNKNOWN, millis)).isTrue();
        }
        assertThat(isLate(Age.UNKNOWN, 30_000)).isFalse();
    }
}
