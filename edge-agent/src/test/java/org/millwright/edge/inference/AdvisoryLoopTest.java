package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.maintenance.advise.Advisor;
import org.millwright.maintenance.advise.WeeklyShift;
import org.millwright.maintenance.advise.WorkCalendar;

final class AdvisoryLoopTest {

    private static final long HOUR = 3_600_000_000_000L;
    private static final Machine SPINDLE = Plant.machine("spindle");
    /** 2026-01-01 is a Thursday. */
    private static final WorkCalendar WEEK = new WorkCalendar(
            ZoneId.of("UTC"),
            List.of(new WeeklyShift(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(6, 0), LocalTime.of(14, 0))),
            List.of());

    private final Bus<Event> found = new Bus<>();
    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.ofEpochSecond(0, Plant.START).plus(Duration.ofHours(6)));
    private final AdvisoryLoop loop = new AdvisoryLoop(
            new Advisor(WEEK, Duration.ofHours(4)),
            Map.of(SPINDLE.name(), "front bearing"),
            found.subscribe("advisory", 1_000, Overflow.DROP_OLDEST, event -> true),
            intake,
            now::get);

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private void publish(Event event, int stored) {
        found.publishAll(List.of(event));
        await().atMost(Duration.ofSeconds(20)).until(() -> intake.kept().size() >= stored);
    }

    @Test
    void aShortLifeBecomesAJobInThePauseBefore() {
        publish(Plant.prognosis(SPINDLE, 20, Plant.START + 6 * HOUR), 1);

        Advisory advisory = (Advisory) intake.kept().getFirst();
        // 14 h is the short end; 8 h a day are worked: due on Friday at 12:00, the last pause before begins today at
        // 14:00.
        assertThat(advisory.dueNanos()).hasValue(Plant.START + (24 + 12) * HOUR);
        assertThat(advisory.windowFromNanos()).hasValue(Plant.START + 14 * HOUR);
        assertThat(advisory.urgency()).isEqualTo(Advisory.Urgency.PLANNED);
        assertThat(advisory.why()).startsWith("20 h of work left, 80 % sure of 14 to 26 h");
        assertThat(loop.list()).containsExactly(advisory);
    }

    @Test
    void theSameAdviceIsStoredOnceUntilItChangesOrAnHourHasGone() {
        publish(Plant.prognosis(SPINDLE, 20, Plant.START + 6 * HOUR), 1);
        publish(Plant.prognosis(SPINDLE, 19.9, Plant.START + 6 * HOUR + 1), 1);
        publish(Plant.prognosis(SPINDLE, 3, Plant.START + 6 * HOUR + 2), 2);

        assertThat(intake.kept()).hasSize(2);
        assertThat(((Advisory) intake.kept().getLast()).urgency()).isEqualTo(Advisory.Urgency.STOP_FOR_IT);
    }

    @Test
    void aDoubtfulSensorIsToBeCheckedAndTheMachineIsNot() {
        long at = Plant.START + 6 * HOUR;
        publish(
                new Condition(
                        SPINDLE,
                        Condition.State.ANOMALOUS,
                        2,
                        Condition.Origin.SENSOR,
                        "bearing-temperature",
                        "bearing-temperature 98 % (+9.0 spreads)",
                        "stuck at 41.3",
                        at,
                        at),
                1);

        assertThat(loop.list()).singleElement().satisfies(advisory -> {
            assertThat(advisory.what()).isEqualTo("check the sensor of bearing-temperature");
            assertThat(advisory.why()).startsWith("stuck at 41.3");
        });
    }

    @Test
    void theBearingAndItsDamageAreNamedByThemselvesAndInWhyItIsReplaced() {
        long at = Plant.START + 6 * HOUR;
        publish(Plant.vibration(SPINDLE, at), 1);
        publish(Plant.prognosis(SPINDLE, 20, at + 1), 2);

        assertThat(loop.list()).hasSize(2);
        assertThat(loop.list().getFirst().what()).isEqualTo("replace the front bearing");
        assertThat(loop.list().getFirst().why()).endsWith("diagnosis: damage to the inner race of the front bearing");
        Advisory check = loop.list().getLast();
        assertThat(check.what()).isEqualTo("check for: damage to the inner race of the front bearing");
        assertThat(check.why())
                .isEqualTo("inner race: BPFI stands out by 17.4 dB at 812.10 Hz;"
                        + " 4 of the last 5 waveforms of vibration say so");
        assertThat(check.certainty()).isEqualTo(0.8);
    }

    @Test
    void aFailureModeIsAdvisedWhileItStands() {
        long at = Plant.START + 6 * HOUR;
        Diagnosis standing = Plant.diagnosis(SPINDLE, at);
        publish(standing, 1);

        assertThat(loop.list()).singleElement().satisfies(advisory -> {
            assertThat(advisory.what()).isEqualTo("check for: overload");
            assertThat(advisory.why()).isEqualTo("Torque 62 Nm (+3.1), Grade M (+0.8); 4 of the last 5 answers say so");
            assertThat(advisory.certainty()).isEqualTo(0.95);
        });

        found.publishAll(List.of(new Diagnosis(
                SPINDLE, standing.answer(), List.of(), Prognosis.Health.NORMAL, standing.model(), at + 1, at + 1)));
        await().atMost(Duration.ofSeconds(20)).until(() -> loop.list().isEmpty());
    }
}
