package org.millwright.edge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Three clocks of one story: monotonic, the agent's and the source's. */
    private long monotonic = 1_000;

    private Duration agentSet = Duration.ZERO;
    private Duration sourceSet = Duration.ofMillis(250);
    private final ClockWatch watch = new ClockWatch(() -> wall().plus(agentSet), () -> monotonic);

    private Instant wall() {
        return START.plusNanos(monotonic);
    }

    private void pass(Duration time) {
        monotonic += time.toNanos();
    }

    private long source() {
        Instant now = wall().plus(sourceSet);
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private Optional<Duration> ask(Duration there, Duration back) {
        long asked = watch.ask();
        pass(there);
        long answer = source();
        pass(back);
        return watch.answered(asked, answer);
    }

    private Optional<Duration> stamps(int count, Duration apart) {
        Optional<Duration> step = Optional.empty();
        for (int i = 0; i < count; i++) {
            pass(apart);
            Optional<Duration> now = watch.stamped(source());
            step = step.isPresent() ? step : now;
        }
        return step;
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(watch.offset()).isEmpty();
    }

    @Test
    void theOffsetIsThatOfTheShortestRoundTrip() {
        Random random = new Random(7);
        for (int i = 0; i < 8; i++) {
            ask(Duration.ofMillis(5 + random.nextInt(400)), Duration.ofMillis(5));
            pass(Duration.ofSeconds(10));
        }
        ask(Duration.ofMillis(1), Duration.ofMillis(1));
        assertThat(watch.offset()).contains(Duration.ofMillis(250));
        ask(Duration.ofMillis(900), Duration.ZERO);
        assertThat(watch.offset()).contains(Duration.ofMillis(250));
    }

    @Test
    void aStepOfTheSourceIsMeasuredAndReportedOnce() {
        assertThat(ask(Duration.ofMillis(2), Duration.ofMillis(2))).isEmpty();
        sourceSet = sourceSet.minusSeconds(3_600);
        assertThat(ask(Duration.ofMillis(2), Duration.ofMillis(2))).contains(Duration.ofHours(-1));
        assertThat(ask(Duration.ofMillis(2), Duration.ofMillis(2))).isEmpty();
        assertThat(watch.offset()).contains(Duration.ofMillis(250).minusHours(1));
    }

    @Test
    void aSlowAnswerIsNoStep() {
        ask(Duration.ofMillis(2), Duration.ofMillis(2));
        assertThat(ask(Duration.ofSeconds(5), Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void settingTheAgentsOwnClockMovesTheOffsetAndIsNoStepOfTheSource() {
        ask(Duration.ofMillis(2), Duration.ofMillis(2));
        agentSet = Duration.ofSeconds(60);
        assertThat(ask(Duration.ofMillis(2), Duration.ofMillis(2))).isEmpty();
        assertThat(watch.offset()).contains(Duration.ofMillis(250).minusSeconds(60));
    }

    @Test
    void aMachineThatSleptIsNoStep() {
        ask(Duration.ofMillis(2), Duration.ofMillis(2));
        // Both wall clocks ran on for a minute while the monotonic one stood.
        agentSet = agentSet.plusSeconds(60);
        sourceSet = sourceSet.plusSeconds(60);
        assertThat(ask(Duration.ofMillis(2), Duration.ofMillis(2))).isEmpty();
        assertThat(watch.offset()).contains(Duration.ofMillis(250));
    }

    @Test
    void stampsThatJumpAndStayAreAStep() {
        assertThat(stamps(20, Duration.ofSeconds(1))).isEmpty();
        sourceSet = sourceSet.plusSeconds(30);
        assertThat(stamps(20, Duration.ofSeconds(1))).contains(Duration.ofSeconds(30));
        assertThat(stamps(20, Duration.ofSeconds(1))).isEmpty();
        sourceSet = sourceSet.minusSeconds(90);
        assertThat(stamps(20, Duration.ofSeconds(1))).contains(Duration.ofSeconds(-90));
        assertThat(watch.offset()).contains(Duration.ofMillis(250).minusSeconds(60));
    }

    @Test
    void oneWildStampAndOldOnesAreNoStep() {
        stamps(20, Duration.ofSeconds(1));
        watch.stamped(source() + Duration.ofDays(100).toNanos());
        assertThat(stamps(20, Duration.ofSeconds(1))).isEmpty();
        watch.stamped(source() - Duration.ofDays(100).toNanos());
        assertThat(stamps(20, Duration.ofSeconds(1))).isEmpty();
    }
}
