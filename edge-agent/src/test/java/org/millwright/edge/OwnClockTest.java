package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.SitePath;

class OwnClockTest {

    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long monotonic = 5;
    private final OwnClock clock =
            new OwnClock(new SitePath("acme", "graz", "hall-2", "line-1"), intake, () -> wall, () -> monotonic);

    private void pass(Duration real, Duration shown) throws InterruptedException {
        monotonic += real.toNanos();
        wall = wall.plus(shown);
        clock.look();
    }

    @Test
    void aClockThatIsKeptRightLittleByLittleIsNoNews() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(i % 2 == 0 ? 1_400 : 600));
        }
        assertThat(intake.kept()).isEmpty();
        assertThat(clock.trouble()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackIsToldOnceWithHowFar() throws InterruptedException {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1), Duration.ofSeconds(-3_599));
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(List.copyOf(intake.kept())).singleElement().isInstanceOfSatisfying(Notice.class, notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.AGENT_CLOCK_STEPPED);
            assertThat(notice.seconds()).isEqualTo(-3_600);
            assertThat(notice.text()).contains("-3600.0 s");
        });
        assertThat(clock.trouble()).hasValueSatisfying(text -> assertThat(text).contains("set, or the gateway slept"));
    }
}
