package org.millwright.edge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Duration FIRST = Backoff.DEFAULT.first();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Attempts attempts = new Attempts(Backoff.DEFAULT, new Random(1), nanos::get);

    private void holdFor(Duration time) {
        attempts.connected();
        nanos.addAndGet(time.toNanos());
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed();
        }
    }

    @Test
    void aConnectionThatHeldForAWhileStartsTheCountAnew() {
        failTimes(6);
        holdFor(Duration.ofSeconds(13));
        assertThat(attempts.failed()).isLessThanOrEqualTo(FIRST);
        assertThat(attempts.count()).isOne();
    }

    @Test
    void aConnectionThatBreaksAtOnceLetsTheWaitGrow() {
        failTimes(6);
        holdFor(Duration.ofSeconds(9));
        assertThat(attempts.failed()).isGreaterThan(Duration.ofSeconds(14));
        assertThat(attempts.count()).isEqualTo(7);
    }

    @Test
    void timeWithoutAConnectionDoesNotCountAsTimeThatOneHeld() {
        failTimes(6);
        holdFor(Duration.ofSeconds(1));
        attempts.broken();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        attempts.failed();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        attempts.failed();
        assertThat(attempts.count()).isEqualTo(8);
    }

    @Test
    void aServerThatIsFullIsLeftInPeaceForAsLongAsItGetsAtOnce() {
        assertThat(attempts.failedForWantOfRoom())
                .isBetween(Backoff.DEFAULT.longest().dividedBy(2), Backoff.DEFAULT.longest());
        assertThat(attempts.count()).isOne();
    }
}
