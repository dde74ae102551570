package org.millwright.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LineTest {

    private static List<Object> snapshot(Line line) {
        List<Object> values = new ArrayList<>();
        for (Machine machine : line.machines()) {
            for (Quantity quantity : machine.quantities()) {
                values.add(quantity.value().get());
            }
        }
        values.add(line.meter().activeKilowatts());
        values.add(line.meter().energyKilowattHours());
        values.add(line.meter().volts());
        return values;
    }

    @Test
    void sameSeedGivesTheSamePlantWhateverThePortionsOfTime() {
        Line coarse = new Line(7, WearSettings.DEMO);
        Line fine = new Line(7, WearSettings.DEMO);
        coarse.advance(Duration.ofSeconds(90));
        for (int i = 0; i < 90_000 / 30; i++) {
            fine.advance(Duration.ofMillis(30));
        }
        assertThat(snapshot(fine)).isEqualTo(snapshot(coarse));
    }

    @Test
    void anotherSeedGivesAnotherPlant() {
        Line one = new Line(7, WearSettings.DEMO);
        Line other = new Line(8, WearSettings.DEMO);
        one.advance(Duration.ofSeconds(10));
        other.advance(Duration.ofSeconds(10));
        assertThat(snapshot(other)).isNotEqualTo(snapshot(one));
    }

    @Test
    void everyNumberStaysFiniteAndInItsRangeThroughABearingsWholeLife() {
        Line line = new Line(3, WearSettings.DEMO);
        while (line.spindle().bearingsReplaced() == 0) {
            line.advance(Line.TICK);
            for (Machine machine : line.machines()) {
                for (Quantity quantity : machine.quantities()) {
                    if (quantity.type() == Quantity.Type.NUMBER) {
                        assertThat((Double) quantity.value().get())
                                .as("%s.%s", machine.name(), quantity.name())
                                .isBetween(quantity.low() - 1e-9, quantity.high());
                    }
                }
            }
        }
    }

    @Test
    void wearNeverFallsUntilTheBearingIsReplacedAndThenStartsAtZero() {
        Line line = new Line(11, WearSettings.DEMO);
        double worn = 0;
        while (!line.spindle().failed()) {
            line.advance(Line.TICK);
            assertThat(line.spindle().wear()).isGreaterThanOrEqualTo(worn);
            worn = line.spindle().wear();
        }
        assertThat(line.spindle().remainingHours()).isZero();
        Duration failedAt = line.plantTime();
        while (line.spindle().failed()) {
            line.advance(Line.TICK);
        }
        assertThat(line.plantTime().minus(failedAt)).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
        assertThat(line.spindle().bearingsReplaced()).isEqualTo(1);
        assertThat(line.spindle().wear()).isZero();
        assertThat(line.spindle().operatingHours()).isZero();
        assertThat(line.spindle().remainingHours()).isPositive();
    }

    @Test
    void theFailureHappensAtTheHourThatWasForeseen() {
        Line line = new Line(5, WearSettings.DEMO);
        double foreseen = line.spindle().remainingHours();
        while (!line.spindle().failed()) {
            line.advance(Line.TICK);
        }
        assertThat(line.spindle().operatingHours()).isEqualTo(foreseen, within(1e-9));
    }

    @Test
    void theFailureOfABearingThatReplacesAnotherIsForeseenAsWell() {
        Line line = new Line(7, WearSettings.DEMO);
        for (int failures = 0; failures < 4; failures++) {
            while (line.spindle().failed()) {
                line.advance(Line.TICK);
            }
            double foreseen = line.spindle().operatingHours() + line.spindle().remainingHours();
            while (!line.spindle().failed()) {
                line.advance(Line.TICK);
            }
            assertThat(line.spindle().operatingHours()).isEqualTo(foreseen, within(1e-9));
        }
    }

    @Test
    void theHistoryOfABearingThatReplacesAnotherBeginsNewInAWarmMachine() {
        History.Row cold = History.run(4, WearSettings.DEMO, 0.5).rows().getFirst();
        History later = History.runOfNext(4, WearSettings.DEMO, 0.5);
        History.Row warm = later.rows().getFirst();

        assertThat(warm.operatingHours()).isLessThan(0.6);
        assertThat(warm.remainingHours() + warm.operatingHours()).isEqualTo(later.failedAtHours(), within(1e-9));
        assertThat(warm.bearingCelsius()).isGreaterThan(cold.bearingCelsius() + 2);
    }

    @Test
    void demoBearingsFailAfterAboutTenMinutesAndNotAllAlike() {
        DoubleSummaryStatistics minutes =
                LongStream.range(0, 60).mapToDouble(LineTest::minutesToFailure).summaryStatistics();
        assertThat(minutes.getAverage()).isBetween(7.0, 13.0);
        assertThat(minutes.getMin()).isGreaterThan(2.0);
        assertThat(minutes.getMax()).isLessThan(30.0);
        assertThat(minutes.getMax() - minutes.getMin()).isGreaterThan(4.0);
    }

    private static double minutesToFailure(long seed) {
        Line line = new Line(seed, WearSettings.DEMO);
        while (!line.spindle().failed()) {
            line.advance(Line.TICK);
        }
        return line.plantTime().toMillis() / 60_000.0;
    }

    @Test
    void wearRaisesVibrationAndBearingTemperature() {
        List<History.Row> rows = History.run(2, WearSettings.DEMO, 0.5).rows();
        int fifth = rows.size() / 5;
        List<History.Row> fresh = rows.subList(fifth / 2, fifth + fifth / 2);
        List<History.Row> worn = rows.subList(rows.size() - fifth, rows.size());
        assertThat(mean(worn, History.Row::vibrationRmsMillimetresPerSecond))
                .isGreaterThan(2 * mean(fresh, History.Row::vibrationRmsMillimetresPerSecond));
        assertThat(mean(worn, History.Row::bearingCelsius)).isGreaterThan(mean(fresh, History.Row::bearingCelsius) + 4);
    }

    private static double mean(List<History.Row> rows, java.util.function.ToDoubleFunction<History.Row> column) {
        return rows.stream().mapToDouble(column).average().orElseThrow();
    }

    @Test
    void remainingHoursOfAHistoryCountDownToItsFailure() {
        History history = History.run(4, WearSettings.DEMO, 0.5);
        assertThat(history.rows())
                .allSatisfy(row -> assertThat(row.operatingHours() + row.remainingHours())
                        .isEqualTo(history.failedAtHours(), within(1e-9)));
        assertThat(history.rows().getLast().remainingHours()).isLessThan(0.6);
    }

    @Test
    void theMeterSumsWhatTheMachinesDraw() {
        Line line = new Line(9, WearSettings.DEMO);
        line.advance(Duration.ofSeconds(20));
        double sum =
                line.machines().stream().mapToDouble(Machine::powerKilowatts).sum();
        assertThat(line.meter().activeKilowatts()).isEqualTo(sum + 1.2, within(1e-9));
        assertThat(line.meter().amperes()
                        * line.meter().volts()
                        * Math.sqrt(3)
                        * line.meter().powerFactor()
                        / 1000)
                .isEqualTo(line.meter().activeKilowatts(), within(1e-9));
    }

    @Test
    void wearSettingsOutOfRangeAreRefusedWithTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WearSettings(0, 0))
                .withMessageContaining("1 to 36000");
        assertThatIllegalArgumentException().isThrownBy(() -> new WearSettings(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WearSettings(1, 1));
    }
}
