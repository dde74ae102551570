package org.millwright.simulator.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.simulator.study.Lived.Said;

class LivedTest {

    private static final Lived LIFE = new Lived(10, 100);

    @Test
    void anAlarmLastsSinceItDidNotGoAwayAnyMore() {
        List<Said> said = List.of(new Said(20, true), new Said(30, false), new Said(60, true), new Said(80, true));

        assertThat(LIFE.lasting(said)).hasValue(60);
        assertThat(LIFE.hoursLeft(60)).isEqualTo(2.0);
    }

    @Test
    void anAlarmThatWentAwayBeforeTheFailureDoesNotLast() {
        assertThat(LIFE.lasting(List.of(new Said(60, true), new Said(99, false))))
                .isEmpty();
    }

    @Test
    void whatIsSaidBeforeOrAfterALifeCountsForAnother() {
        List<Said> said = List.of(new Said(5, true), new Said(50, false), new Said(100, true));

        assertThat(LIFE.lasting(said)).isEmpty();
        assertThat(LIFE.onsets(said, step -> true)).isEmpty();
    }

    @Test
    void everyTimeThatAnAlarmBeginsCountsWhereItMust() {
        List<Said> said = List.of(
                new Said(20, true), new Said(21, true), new Said(30, false), new Said(40, true), new Said(90, true));

        assertThat(LIFE.onsets(said, step -> true)).containsExactly(20, 40);
        assertThat(LIFE.onsets(said, step -> step > 30)).containsExactly(40);
        assertThat(LIFE.first(said, step -> step > 30)).hasValue(40);
    }
}
