package org.millwright.maintenance.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdvisorTest {

    /** A Monday, 06:00; one shift of eight hours a day until Friday. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T06:00:00Z");

    private static final WorkCalendar CALENDAR = new WorkCalendar(
            ZoneId.of("UTC"),
            List.of(new WeeklyShift(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(6, 0), LocalTime.of(14, 0))),
            List.of());
    private static final Advisor ADVISOR = new Advisor(CALENDAR, Duration.ofHours(4));

    private static Evidence.LifeLeft life(double low, double hours, double high) {
        return new Evidence.LifeLeft("bearing", hours, low, high, 0.8, List.of("vibration-rms rises"));
    }

    private static Advice only(Evidence... evidence) {
        return ADVISOR.advise(Map.of("spindle", List.of(evidence)), MONDAY).getFirst();
    }

    @Test
    void aPartIsReplacedInTheLastPauseBeforeTheShorterEndOfItsLife() {
        Advice advice = only(life(30, 41, 55));

        // 8 h a day: 30 h of work are used up on Thursday at 12:00; the pause before begins on Wednesday at 14:00.
        assertThat(advice.due()).contains(Instant.parse("2026-03-05T12:00:00Z"));
        assertThat(advice.window().map(Span::from)).contains(Instant.parse("2026-03-04T14:00:00Z"));
        assertThat(advice.urgency()).isEqualTo(Urgency.PLANNED);
        assertThat(advice.risk()).isLessThan(0.1);
        assertThat(advice.why()).containsExactly("41 h of work left, 80 % sure of 30 to 55 h", "vibration-rms rises");
    }

    @Test
    void theChanceToFailBeforeTheShorterEndIsHalfOfWhatTheIntervalLeaves() {
        // The first pause begins after exactly 8 h of work.
        Advice advice = only(life(8, 20, 32));

        assertThat(advice.window().map(Span::from)).contains(Instant.parse("2026-03-02T14:00:00Z"));
        assertThat(advice.risk()).isCloseTo(0.1, within(1e-3));
    }

    @Test
    void whatWillHardlyLastUntilTheNextPauseIsAReasonToStop() {
        Advice advice = only(life(1, 3, 5));

        assertThat(advice.urgency()).isEqualTo(Urgency.STOP_FOR_IT);
        assertThat(advice.risk()).isGreaterThan(0.9);
        assertThat(advice.window().map(Span::from)).contains(Instant.parse("2026-03-02T14:00:00Z"));
    }

    @Test
    void withoutAnyPauseTheMachineIsStoppedOnceItWillHardlyLastADay() {
        Advice early = withoutPauses(life(20, 41, 55));
        Advice lastDay = withoutPauses(life(14, 23, 30));

        assertThat(early.urgency()).isEqualTo(Urgency.PLANNED);
        assertThat(early.due()).contains(MONDAY.plus(Duration.ofHours(20)));
        assertThat(lastDay.urgency()).isEqualTo(Urgency.STOP_FOR_IT);
        assertThat(List.of(early, lastDay)).allSatisfy(advice -> {
            assertThat(advice.window()).isEqualTo(Optional.empty());
            assertThat(advice.risk()).isNaN();
        });
    }

    private static Advice withoutPauses(Evidence evidence) {
        return new Advisor(WorkCalendar.always(), Duration.ofHours(4))
                .advise(Map.of("spindle", List.of(evidence)), MONDAY)
                .getFirst();
    }

    @Test
    void aLongLifeIsOnlyWatched() {
        assertThat(only(life(2_000, 3_000, 4_000)).urgency()).isEqualTo(Urgency.WATCH);
    }

    @Test
    void aPartThatMayLastAnyLongerIsOnlyWatchedHoweverShortTheLeastOfIt() {
        Evidence atLeast =
                new Evidence.LifeLeft("bearing", 100, 77, Double.POSITIVE_INFINITY, 0.9, List.of("at least 100 h"));

        assertThat(only(atLeast).urgency()).isEqualTo(Urgency.WATCH);
        assertThat(only(atLeast).due()).isEmpty();
        assertThat(only(atLeast).why()).startsWith("100 h of work left or more");
        assertThat(withoutPauses(atLeast).urgency()).isEqualTo(Urgency.WATCH);
    }

    @Test
    void aDoubtfulSensorMakesStrangeBehaviourWorthLess() {
        Evidence strange = new Evidence.Strange(4, List.of("bearing-temperature"), MONDAY);
        Evidence sensor = new Evidence.SensorDoubted("bearing-temperature", "stuck at 41.3 degC", MONDAY);

        List<Advice> alone = ADVISOR.advise(Map.of("spindle", List.of(strange)), MONDAY);
        List<Advice> both = ADVISOR.advise(Map.of("spindle", List.of(strange, sensor)), MONDAY);

        assertThat(alone.getFirst().urgency()).isEqualTo(Urgency.LOOK);
        assertThat(both)
                .extracting(Advice::what)
                .containsExactly("check the sensor of bearing-temperature", "find out why it behaves unlike before");
        assertThat(both.getLast().urgency()).isEqualTo(Urgency.WATCH);
    }

    @Test
    void theListBeginsWithWhatIsMostUrgent() {
        List<Advice> list = ADVISOR.advise(
                Map.of(
                        "calm", List.of(life(2_000, 3_000, 4_000)),
                        "soon", List.of(life(30, 41, 55)),
                        "later", List.of(life(60, 80, 99)),
                        "now", List.of(life(1, 3, 5)),
                        "odd", List.of(new Evidence.Diagnosed("outer race", 0.9, List.of("107 Hz stands out")))),
                MONDAY);

        assertThat(list).extracting(Advice::machine).containsExactly("now", "soon", "later", "odd", "calm");
    }
}
