package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Plant;

final class AdviceLogTest {

    private static final long MINUTE = 60_000_000_000L;
    private static final long UNTIL = Plant.START + 600 * MINUTE;

    private final AdviceLog log = new AdviceLog();

    private static Advisory advisory(long atNanos, long windowFromNanos) {
        return new Advisory(
                Plant.machine("spindle"),
                "replace the bearing",
                "",
                Advisory.Urgency.PLANNED,
                1,
                OptionalLong.empty(),
                OptionalLong.of(windowFromNanos),
                OptionalLong.of(UNTIL),
                0.1,
                0.9,
                atNanos);
    }

    @Test
    void aPauseThatHasBegunIsTheSameAsLongAsItLasts() {
        assertThat(log.news(List.of(advisory(Plant.START, Plant.START)))).hasSize(1);
        for (int minute = 1; minute < 60; minute++) {
            long now = Plant.START + minute * MINUTE;
            assertThat(log.news(List.of(advisory(now, now)))).isEmpty();
        }
        assertThat(log.news(List.of(advisory(Plant.START + 60 * MINUTE, Plant.START + 60 * MINUTE))))
                .hasSize(1);
    }

    @Test
    void aPauseToComeThatMovesIsNews() {
        log.news(List.of(advisory(Plant.START, Plant.START + 100 * MINUTE)));

        assertThat(log.news(List.of(advisory(Plant.START + MINUTE, Plant.START + 101 * MINUTE))))
                .hasSize(1);
    }

    @Test
    void aLineThatWentAndComesBackIsNews() {
        log.news(List.of(advisory(Plant.START, UNTIL)));
        log.news(List.of());

        assertThat(log.news(List.of(advisory(Plant.START + MINUTE, UNTIL)))).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackByHoursDoesNotSilenceTheLog() {
        log.news(List.of(advisory(Plant.START, UNTIL)));

        assertThat(log.news(List.of(advisory(Plant.START - 120 * MINUTE, UNTIL))))
                .hasSize(1);
    }
}
