package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.inference.TestingPress.MODES;
import static org.millwright.edge.inference.TestingPress.USUAL;
import static org.millwright.edge.inference.TestingPress.WEAR;
import static org.millwright.edge.inference.TestingPress.number;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.config.DiagnosisConfig.Limits;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.hardware.inference.Trust;

final class DiagnosisLoopTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private @Nullable TestingPress press;

    private TestingPress start(DiagnosisConfig config) {
        TestingPress started = new TestingPress(
                new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system()), config);
        press = started;
        return started;
    }

    @AfterEach
    void stop() {
        if (press != null) {
            press.close();
        }
    }

    private static String mode(Diagnosis diagnosis) {
        assertThat(diagnosis.answer()).as(diagnosis.toString()).isInstanceOf(Answer.Mode.class);
        return ((Answer.Mode) diagnosis.answer()).mode();
    }

    private static Answer.Uncertain uncertain(Diagnosis diagnosis) {
        assertThat(diagnosis.answer()).as(diagnosis.toString()).isInstanceOf(Answer.Uncertain.class);
        return (Answer.Uncertain) diagnosis.answer();
    }

    private static Reading with(Reading reading, Value value) {
        return new Reading(
                reading.signal(), value, 0, reading.sourceNanos(), reading.serverNanos(), reading.receivedNanos());
    }

    private static Reading with(Reading reading, double value) {
        return with(reading, new Value.Numeric(value));
    }

    @Test
    void aFailureModeIsNamedWithItsCausesAndStandsOnceMostAnswersAgree() {
        TestingPress press = start(USUAL);

        Diagnosis well = press.said(30, 60, "M");
        Diagnosis first = press.said(62, 60, "M");
        press.said(61, 60, "M");
        Diagnosis third = press.said(60, 60, "M");

        assertThat(mode(well)).isEqualTo("none");
        assertThat(((Answer.Mode) well.answer()).healthy()).isTrue();
        Answer.Mode overload = (Answer.Mode) first.answer();
        assertThat(overload.mode()).isEqualTo("overload");
        assertThat(overload.healthy()).isFalse();
        assertThat(overload.probability()).isGreaterThan(0.8);
        assertThat(overload.others()).contains("none 0.0", "overheating 0.0");
        assertThat(overload.because()).startsWith("Torque 62 Nm (+");
        assertThat(first.standing()).isEmpty();
        assertThat(first.health()).isEqualTo(Prognosis.Health.NORMAL);
        assertThat(first.model()).isEqualTo(TestingModels.hash(MODES));
        assertThat(third.standing()).singleElement().satisfies(standing -> {
            assertThat(standing.what()).isEqualTo("overload");
            assertThat(standing.agreeing()).isEqualTo(3);
            assertThat(standing.of()).isEqualTo(4);
            assertThat(standing.certainty()).isGreaterThan(0.8);
        });
        assertThat(third.health()).isEqualTo(Prognosis.Health.MAINTENANCE_REQUIRED);
    }

    @Test
    void anAlarmNeitherRisesNorFallsByASingleAnswer() {
        TestingPress press = start(USUAL);
        press.said(30, 60, "M");
        assertThat(press.said(62, 60, "M").standing()).isEmpty();
        assertThat(press.said(30, 60, "M").standing()).isEmpty();
        press.said(62, 60, "M");
        press.said(62, 60, "M");

        Diagnosis between = press.said(30, 60, "M");
        Diagnosis unknown = press.saidWith("torque", torque -> with(torque, Double.NaN));

        assertThat(mode(between)).isEqualTo("none");
        assertThat(between.standing())
                .singleElement()
                .satisfies(one -> assertThat(one.agreeing()).isEqualTo(3));
        assertThat(unknown.standing()).isNotEmpty();
        assertThat(unknown.health()).isEqualTo(Prognosis.Health.MAINTENANCE_REQUIRED);
        press.said(30, 60, "M");
        assertThat(press.said(30, 60, "M").standing()).isEmpty();
    }

    @Test
    void aRowIsKeptWhenTheAnswerChangesAndElseOnceAMinute() {
        TestingPress press = start(USUAL);
        press.said(30, 60, "M");
        for (int i = 0; i < 20; i++) {
            press.said(30 + 0.1 * i, 60, "M");
        }
        press.said(62, 60, "M");
        assertThat(press.later(60).timestampNanos()).isEqualTo(press.nanos());

        assertThat(press.rows(3)).extracting(DiagnosisLoopTest::mode).containsExactly("none", "overload", "overload");
        assertThat(press.status().rows()).isEqualTo(3);
        assertThat(press.status().answers()).isEqualTo(Map.of("none", 21L, "overload", 2L));
    }

    @Test
    void whatAllowsNoAnswerIsSaidAndCountedByCause() {
        TestingPress press = start(USUAL);
        Answer.Uncertain two = uncertain(press.said(
                nanos -> List.of(number("torque", "Nm", 30, nanos), number("speed", "1/min", 1_600, nanos))));
        assertThat(two.cause()).isEqualTo("missing");
        assertThat(two.reason()).isEqualTo("Grade was not read yet");

        assertThat(uncertain(press.saidWith("torque", torque -> with(torque, Double.NaN)))
                        .reason())
                .isEqualTo("Torque is NaN");
        assertThat(uncertain(press.saidWith("torque", torque -> with(torque, Double.NEGATIVE_INFINITY))))
                .isEqualTo(new Answer.Uncertain("not_finite", "Torque is -Infinity"));
        assertThat(uncertain(press.saidWith("speed", speed -> with(speed, Value.MISSING)))
                        .cause())
                .isEqualTo("missing");
        assertThat(uncertain(press.saidWith(
                                "speed",
                                speed -> new Reading(
                                        speed.signal(),
                                        speed.value(),
                                        Reading.BAD_STATUS,
                                        speed.sourceNanos(),
                                        speed.serverNanos(),
                                        speed.receivedNanos())))
                        .reason())
                .isEqualTo("Speed has status 0x80000000");
        assertThat(uncertain(press.saidWith("grade", grade -> with(grade, new Value.Text("X"))))
                        .reason())
                .isEqualTo("Grade reads \"X\", trained on [H, L, M]");
        assertThat(uncertain(press.saidWith("torque", torque -> number("torque", "kNm", 0.03, torque.sourceNanos())))
                        .reason())
                .isEqualTo("Torque is in kNm, trained in Nm");
        Diagnosis beyond = press.said(140, 60, "M");
        assertThat(uncertain(beyond).cause()).isEqualTo("range");
        assertThat(uncertain(beyond).reason()).startsWith("Torque is 140.000 Nm, trained on 8.77");
        assertThat(beyond.health()).isEqualTo(Prognosis.Health.OUT_OF_SPECIFICATION);
        assertThat(mode(press.said(30, 60, "M"))).isEqualTo("none");

        assertThat(press.status().uncertain())
                .isEqualTo(Map.of(
                        "missing", 2L, "not_finite", 2L, "bad_quality", 1L, "category", 1L, "unit", 1L, "range", 1L));
        assertThat(press.status().answers()).isEqualTo(Map.of("uncertain", 8L, "none", 1L));
    }

    @Test
    void anInputThatWasMissingInTrainingMayBeMissing() {
        TestingPress press = start(USUAL);
        assertThat(mode(press.said(nanos -> TestingPress.record(62, 60, "M", nanos).stream()
                        .filter(reading -> !reading.signal().name().equals("oil-temperature"))
                        .toList())))
                .isEqualTo("overload");
        assertThat(mode(press.saidWith("oil-temperature", oil -> with(oil, Double.NaN))))
                .isEqualTo("none");
        assertThat(uncertain(press.saidWith(
                                "oil-temperature", oil -> number("oil-temperature", "K", 333, oil.sourceNanos())))
                        .cause())
                .as("a unit that changes is not the lack of a value")
                .isEqualTo("unit");
    }

    @Test
    void valuesHoldWhileTheirSourceIsUpAndForAsLongAsTheyMay() {
        TestingPress press = start(USUAL);
        press.said(62, 60, "M");

        assertThat(mode(press.later(30)))
                .as("nobody repeats what does not change")
                .isEqualTo("overload");
        press.disconnected(Duration.ofSeconds(10));
        assertThat(uncertain(press.later(1)).reason()).contains("Torque is stale: source plc is down since");
        assertThat(press.status().last().orElseThrow().health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
        press.connected();
        assertThat(mode(press.later(1))).isEqualTo("overload");

        Diagnosis apart = press.said(nanos -> List.of(number("torque", "Nm", 30, nanos)));
        assertThat(mode(apart)).isEqualTo("none");
        Answer.Uncertain old = uncertain(press.later(30));
        assertThat(old.cause()).isEqualTo("old");
        assertThat(old.reason())
                .startsWith("Speed was last measured at 2026-01-01T00:00:01Z, longer ago than longest-hold");
    }

    @Test
    void whichProductItIsHoldsUntilAnotherIsTold() {
        TestingPress press = start(USUAL);
        press.said(48, 60, "L");
        press.later(70);
        assertThat(mode(press.said(
                        nanos -> TestingPress.record(48, 60, "", nanos).subList(0, 3))))
                .isEqualTo("overload");
        assertThat(mode(press.said(48, 60, "H"))).isEqualTo("none");
    }

    @Test
    void aMomentIsOfTheProductThatWasTheOneThenAndNotOfTheNext() {
        TestingPress press = start(USUAL);
        press.said(48, 60, "L");
        press.later(70);
        Diagnosis then = press.said(nanos -> {
            List<Reading> read =
                    new ArrayList<>(TestingPress.record(48, 60, "", nanos).subList(0, 3));
            read.add(TestingPress.grade("H", nanos + SECOND / 5));
            return read;
        });
        assertThat(mode(then)).isEqualTo("overload");
        assertThat(mode(press.later(1))).isEqualTo("none");
    }

    @Test
    void readingsThatComeAgainOrOutOfOrderChangeNothingAndAreCounted() {
        TestingPress press = start(USUAL);
        press.said(30, 60, "M");
        press.said(30, 60, "M");
        long before = press.nanos();

        assertThat(mode(press.said(nanos -> List.of(
                        number("torque", "Nm", 62, before - SECOND),
                        number("torque", "Nm", 62, before),
                        number("torque", "Nm", 31, nanos),
                        number("torque", "Nm", 31, nanos)))))
                .isEqualTo("none");
        assertThat(mode(press.said(nanos -> List.of(TestingPress.ahead(nanos)))))
                .as("an hour ahead of its source's clock")
                .isEqualTo("none");
        assertThat(press.status().dropped()).isEqualTo(Map.of("outdated", 2L, "ahead", 1L));
    }

    @Test
    void aClockThatWasSetBackBeginsAnew() {
        TestingPress press = start(USUAL);
        for (int i = 0; i < 12; i++) {
            press.said(30, 60, "M");
        }
        long before = press.nanos();
        for (int i = 0; i < 15; i++) {
            press.saidAtAnyTime(nanos -> TestingPress.record(62, 60, "M", nanos).stream()
                    .map(reading ->
                            new Reading(reading.signal(), reading.value(), 0, nanos - 3_600 * SECOND, nanos, nanos))
                    .toList());
        }
        Diagnosis anew = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> press.status().last().orElseThrow(),
                        said -> said.timestampNanos() < before
                                && said.answer().word().equals("overload"));
        assertThat(anew.timestampNanos()).isGreaterThan(before - 3_600 * SECOND);
        assertThat(press.status().dropped()).containsKey("outdated");
    }

    @Test
    void aCategoryMayBeDeliveredAsANumber() {
        TestingPress press = start(TestingPress.config(
                MODES, Limits.NONE, Map.of("Grade", Map.of("1", "L", "2", "M", "3", "H")), Set.of("none")));
        Signal grade = new Signal(TestingPress.PRESS, "grade", ValueType.WHOLE, "");
        assertThat(mode(press.saidWith(
                        "grade",
                        reading -> new Reading(
                                grade,
                                new Value.Whole(2),
                                0,
                                reading.sourceNanos(),
                                reading.serverNanos(),
                                reading.receivedNanos()))))
                .isEqualTo("none");
        assertThat(uncertain(press.saidWith("grade", reading -> with(reading, new Value.Whole(4))))
                        .reason())
                .isEqualTo("Grade reads \"4\", trained on [H, L, M]");
    }

    @Test
    void aQuantityBeyondItsLimitStandsToo() {
        TestingPress press = start(TestingPress.config(WEAR, TestingPress.highest(0.7), Map.of(), Set.of()));
        Diagnosis low = press.said(30, 60, "M");
        Answer.Quantity wear = (Answer.Quantity) low.answer();
        assertThat(wear.quantity()).isEqualTo("wear [mm]");
        assertThat(wear.value()).isCloseTo(0.3 + 0.16, within(0.03));
        assertThat(wear.because()).contains("Torque 30 Nm (-");
        assertThat(low.health()).isEqualTo(Prognosis.Health.NORMAL);

        press.said(62, 60, "M");
        press.said(62, 60, "M");
        Diagnosis high = press.said(62, 60, "M");
        assertThat(high.standing())
                .singleElement()
                .satisfies(standing -> assertThat(standing.what()).isEqualTo("wear [mm] above its limit of 0.7"));
        assertThat(high.health()).isEqualTo(Prognosis.Health.OUT_OF_SPECIFICATION);
    }

    @Test
    void aModelWhoseHealthyModeIsNotKnownIsRefusedAndSaysWhatToWrite() {
        TestingPress press = start(TestingPress.config(MODES, Limits.NONE, Map.of(), Set.of("fine")));
        Answer.Uncertain said = uncertain(press.said(30, 60, "M"));
        assertThat(said.cause()).isEqualTo("no_model");
        assertThat(said.reason())
                .contains("does not fit the configuration", "fine is none of the model's modes", "[none, overheating");
        await().untilAsserted(() -> assertThat(press.status().modelFault()).contains("fine is none"));
    }
}
