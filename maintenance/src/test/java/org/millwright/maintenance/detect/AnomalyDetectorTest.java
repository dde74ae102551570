package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.detect.Finding.Anomalous;
import org.millwright.maintenance.detect.Finding.Normal;
import org.millwright.maintenance.detect.Finding.Origin;
import org.millwright.maintenance.detect.Finding.SensorFault;
import org.millwright.maintenance.detect.Finding.Uncertain;

final class AnomalyDetectorTest {

    /** An alarm in 500 rows is allowed; 40,000 rows of several machines, some learned from a lucky stretch. */
    @Test
    void machineThatIsAsItWasLearnedAlarmsAsOftenAsAllowed() {
        DetectorSettings settings = new DetectorSettings(
                Duration.ofSeconds(1), 19, Duration.ofSeconds(500), 1, 200, 20, Duration.ofSeconds(10));
        int alarms = 0;
        for (int seed = 1; seed <= 20; seed++) {
            TestPump pump = new TestPump(seed);
            AnomalyDetector detector =
                    new AnomalyDetector(Watched.learned(TestPump.SIGNALS, pump.rows(2_000), settings));
            for (int i = 1; i <= 2_000; i++) {
                alarms += detector.accept(i * Watched.SECOND, pump.row()) instanceof Anomalous ? 1 : 0;
            }
        }
        assertThat(alarms / 40_000.0).isBetween(0.0002, 0.006);
    }

    @Property(tries = 30)
    void largestContributionIsThatOfTheDisturbedSignal(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 0, max = 4) int signal,
            @ForAll boolean up) {
        Watched watched = new Watched(seed);
        watched.run(100);
        double[] shift = new double[5];
        shift[signal] = up ? 5 : -5;
        Finding finding = watched.run(40, shift);
        assertThat(finding).isInstanceOfSatisfying(Anomalous.class, anomalous -> {
            Finding.Contribution first = anomalous.contributions().getFirst();
            assertThat(first.signal()).isEqualTo(TestPump.SIGNALS.get(signal));
            assertThat(first.deviation() > 0).isEqualTo(up);
            assertThat(anomalous.score()).isGreaterThan(1);
        });
    }

    @Test
    void brokenRelationIsFoundThoughEverySignalIsWithinItsUsualRange() {
        Watched watched = new Watched(3);
        watched.run(100);
        assertThat(watched.run(60, 0.8, -0.8, 0.8, -0.8, 0)).isInstanceOf(Anomalous.class);
    }

    @Test
    void onsetIsEstimatedNearWhereItWas() {
        Watched watched = new Watched(4);
        watched.run(300);
        long began = watched.now();
        Finding finding = watched.run(60, 0, 0, 1.6, 0, 0);
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Anomalous.class,
                        anomalous -> assertThat((double) anomalous.sinceNanos())
                                .isCloseTo((double) began, within(20.0 * Watched.SECOND)));
    }

    @Test
    void alarmEndsWhenTheMachineIsAsItWasAgainHoweverLongItLasted() {
        Watched watched = new Watched(5);
        watched.run(100);
        assertThat(watched.run(5_000, 0, 0, -4, 0, 3)).isInstanceOf(Anomalous.class);
        assertThat(watched.run(60)).isInstanceOf(Normal.class);
    }

    /** For some 24 rows the running mean falls, and the alarm ends 12 rows after it has. */
    @Test
    void faultThatPausesForAMomentIsOneAlarm() {
        Watched watched = new Watched(16);
        watched.run(100);
        assertThat(watched.run(100, 0, 0, -2, 0, 0)).isInstanceOf(Anomalous.class);
        long since = ((Anomalous) watched.run(1, 0, 0, -2, 0, 0)).sinceNanos();
        Finding finding = watched.run(1);
        int rows = 1;
        while (!(finding instanceof Anomalous anomalous && anomalous.score() < Watched.SETTINGS.release())) {
            finding = watched.run(1);
            assertThat(finding).isInstanceOf(Anomalous.class);
            assertThat(++rows).isLessThan(60);
        }
        assertThat(watched.run(Watched.SETTINGS.offDelay() - 1)).isInstanceOf(Anomalous.class);
        Watched other = new Watched(16);
        other.run(100);
        other.run(101, 0, 0, -2, 0, 0);
        other.run(rows);
        assertThat(other.run(20, 0, 0, -2, 0, 0))
                .isInstanceOfSatisfying(
                        Anomalous.class, same -> assertThat(same.sinceNanos()).isEqualTo(since));
        assertThat(watched.run(1)).isInstanceOf(Normal.class);
    }

    @Property(tries = 10)
    void nothingDependsOnTheTimeItself(@ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long start) {
        Watched here = new Watched(6);
        Watched there = new Watched(6, start);
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double shift = i > 150 && i < 200 ? 3 : 0;
            scores.add(score(here.run(1, 0, 0, shift, 0, 0)) - score(there.run(1, 0, 0, shift, 0, 0)));
        }
        assertThat(scores).containsOnly(0.0);
    }

    @Test
    void singleWildReadingIsNoAlarm() {
        Watched watched = new Watched(7);
        watched.run(100);
        double[] wild = watched.pump.row();
        wild[4] = 1e12;
        assertThat(watched.see(wild)).isInstanceOf(Normal.class);
    }

    @Test
    void oneSensorThatLeavesWhatTheOthersSayIsNamed() {
        Watched watched = new Watched(8);
        watched.run(100);
        assertThat(origin(watched.run(40, 0, 4, 0, 0, 0))).isEqualTo(new Origin.Sensor("pressure", SensorFault.OFFSET));
    }

    @Test
    void sensorThatDriftsIsNamed() {
        Watched watched = new Watched(9);
        watched.run(100);
        Finding finding = watched.run(1);
        for (int i = 0; i < 3_000 && !(finding instanceof Anomalous); i++) {
            finding = watched.run(1, 0, 0, i * 0.002, 0, 0);
        }
        assertThat(origin(finding)).isEqualTo(new Origin.Sensor("flow", SensorFault.DRIFTING));
    }

    @Test
    void sensorThatSticksIsNamedWithTheTimeItStuck() {
        Watched watched = new Watched(10);
        watched.run(100);
        long stuck = watched.now() + Watched.SECOND;
        double held = watched.pump.row()[2];
        Finding finding = watched.run(1);
        for (int i = 0; i < 40; i++) {
            double[] row = watched.pump.row();
            row[2] = held;
            finding = watched.see(row);
        }
        assertThat(origin(finding)).isEqualTo(new Origin.Sensor("flow", SensorFault.STUCK));
        assertThat(((Anomalous) finding).sinceNanos()).isEqualTo(stuck + Watched.SECOND);
    }

    @Test
    void sensorThatBecomesNoisyIsNamed() {
        Watched watched = new Watched(11);
        watched.run(100);
        Finding finding = watched.run(1);
        for (int i = 0; i < 80; i++) {
            finding = watched.run(1, 0, 0, 0, 0, i % 2 == 0 ? 3 : -3);
        }
        assertThat(origin(finding)).isEqualTo(new Origin.Sensor("ambient", SensorFault.NOISY));
    }

    @Test
    void severalSignalsThatLeaveTogetherAreTheMachine() {
        Watched watched = new Watched(12);
        watched.run(100);
        assertThat(origin(watched.run(60, 3, 0, -3, 3, 0))).isEqualTo(new Origin.Machine());
    }

    @Test
    void machineThatIsSwitchedOffIsNotASensorFault() {
        Watched watched = new Watched(14);
        watched.run(100);
        Finding finding = watched.run(1);
        for (int i = 0; i < 80; i++) {
            finding = watched.see(0, 0, 0, 0, watched.pump.row()[4]);
        }
        assertThat(origin(finding)).isEqualTo(new Origin.Machine());
    }

    @Test
    void twoSignalsThatTellOnlyOfEachOtherAndAreBothInRangeLeaveItOpenWhichOneIsWrong() {
        TestPump pump = new TestPump(15);
        List<double[]> rows = pump.rows(1_000).stream()
                .map(row -> new double[] {row[0], row[1]})
                .toList();
        AnomalyDetector detector =
                new AnomalyDetector(Watched.learned(List.of("current", "pressure"), rows, Watched.SETTINGS));
        Finding finding = new Uncertain("none", 0);
        for (int i = 1; i < 100; i++) {
            double[] row = pump.shifted(i > 50 ? 0.7 : 0, 0, 0, 0, 0);
            finding = detector.accept(i * Watched.SECOND, row[0], row[1]);
        }
        assertThat(origin(finding)).isInstanceOf(Origin.Either.class);
    }

    @Test
    void signalThatNoOtherTellsIsLeftOpen() {
        Watched watched = new Watched(13);
        watched.run(100);
        Finding finding = watched.run(40, 0, 0, 0, 0, 4);
        assertThat(origin(finding)).isEqualTo(new Origin.Either("ambient"));
        assertThat(((Anomalous) finding).reason()).contains("no other signal tells");
    }

    private static double score(Finding finding) {
        return switch (finding) {
            case Normal normal -> normal.score();
            case Anomalous anomalous -> anomalous.score();
            case Finding.Unlearned unlearned -> -1;
            case Uncertain uncertain -> -1;
        };
    }

    private static Origin origin(Finding finding) {
        assertThat(finding).isInstanceOf(Anomalous.class);
        return ((Anomalous) finding).origin();
    }
}
