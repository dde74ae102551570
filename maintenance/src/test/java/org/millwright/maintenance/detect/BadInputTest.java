package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.detect.Finding.Anomalous;
import org.millwright.maintenance.detect.Finding.Normal;
import org.millwright.maintenance.detect.Finding.Origin;
import org.millwright.maintenance.detect.Finding.SensorFault;
import org.millwright.maintenance.detect.Finding.Uncertain;

final class BadInputTest {

    @Test
    void twoReadingsAreNotEnough() {
        assertThat(learn(new TestPump(1).rows(2)))
                .isEqualTo(new Learning.NotEnough("2 readings; at least 200 are needed to learn from"));
    }

    @Test
    void constantSignalsAreNotEnough() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new double[] {1, 2, 3, 4, 5});
        }
        assertThat(reason(learn(rows))).contains("current hardly moved when learned");
    }

    @Test
    void unusableReadingsAreNotEnough() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(
                    new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.NaN
                    });
        }
        assertThat(reason(learn(rows))).contains("flow had too few usable readings");
    }

    @Test
    void signalThatIsReadTooRarelyIsNotJudgedAndTheRestIs() {
        Random random = new Random(5);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 17_280; i++) {
            double rare = i % 12 == 0 ? random.nextGaussian() : Double.NaN;
            rows.add(new double[] {random.nextGaussian(), rare});
        }
        NormalBehaviour learned = ((Learning.Learned) NormalBehaviour.learn(
                        List.of("steady", "rare"), rows, DetectorSettings.every(Duration.ofSeconds(10))))
                .behaviour();

        assertThat(learned.unjudged()).containsExactly("rare had too few usable readings");
        AnomalyDetector detector = new AnomalyDetector(learned);
        Finding last = null;
        for (int i = 1; i <= 500; i++) {
            last = detector.accept(i * 10_000_000_000L, 6 + random.nextGaussian(), random.nextGaussian());
        }
        assertThat(last).isInstanceOf(Finding.Anomalous.class);
    }

    @Test
    void machineThatStillWarmsUpIsNotEnough() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double[] row = new double[5];
            Arrays.fill(row, 20 + i * 0.1);
            rows.add(row);
        }
        assertThat(reason(learn(rows))).contains("ambient was still drifting when learned");
    }

    /** What cannot be judged by its level is left out and named, and the rest is watched. */
    @Test
    void signalThatWasConstantOrDriftingIsNamedAndTheRestIsJudged() {
        TestPump pump = new TestPump(2);
        List<double[]> rows = pump.rows(600);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i)[3] = 7;
            rows.get(i)[4] = 20 + i * 0.01;
        }
        AnomalyDetector detector = new AnomalyDetector(Watched.learned(TestPump.SIGNALS, rows, Watched.SETTINGS));
        Finding finding = new Uncertain("none", 0);
        for (int i = 1; i < 100; i++) {
            double[] row = pump.row();
            row[3] = 7;
            row[4] = 26 + i * 0.01;
            finding = detector.accept(i * Watched.SECOND, row);
        }
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Normal.class,
                        normal -> assertThat(normal.unjudged())
                                .hasSize(2)
                                .anySatisfy(text -> assertThat(text).contains("vibration hardly moved"))
                                .anySatisfy(text -> assertThat(text).contains("ambient was still drifting")));
    }

    @Test
    void readingsThatAreNotNumbersMakeTheMachineUncertainOnceTheyLast() {
        Watched watched = new Watched(3);
        assertThat(watched.run(100)).isInstanceOf(Normal.class);
        double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN};
        assertThat(watched.see(bad)).isInstanceOf(Normal.class);
        for (int i = 0; i < 15; i++) {
            watched.see(bad);
        }
        assertThat(watched.see(bad))
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).contains("current is unknown"));
    }

    @Test
    void oneUnknownSignalLeavesTheOthersJudged() {
        Watched watched = new Watched(4);
        watched.run(100);
        Finding finding = watched.run(1);
        for (int i = 0; i < 60; i++) {
            double[] row = watched.pump.shifted(0, 4, 0, 0, 0);
            row[0] = Double.NaN;
            finding = watched.see(row);
        }
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Anomalous.class,
                        anomalous -> assertThat(anomalous.contributions())
                                .noneMatch(contribution -> contribution.signal().equals("current"))
                                .first()
                                .matches(contribution -> contribution.signal().equals("pressure")));
    }

    @Property(tries = 20)
    void whateverComesNoFindingHoldsANumberThatIsNone(@ForAll long seed, @ForAll List<Double> readings) {
        Watched watched = new Watched(5);
        watched.run(50);
        for (int i = 0; i < readings.size(); i++) {
            double[] row = watched.pump.row();
            row[i % 5] = readings.get(i);
            switch (watched.see(row)) {
                case Normal normal -> assertThat(normal.score()).isFinite();
                case Anomalous anomalous -> {
                    assertThat(anomalous.score()).isFinite();
                    assertThat(anomalous.contributions()).allSatisfy(contribution -> {
                        assertThat(contribution.share()).isBetween(0.0, 1.0);
                        assertThat(contribution.deviation()).isFinite();
                    });
                }
                case Finding.Unlearned unlearned ->
                    assertThat(unlearned.progress()).isNotBlank();
                case Uncertain uncertain -> assertThat(uncertain.reason()).isNotBlank();
            }
        }
    }

    @Test
    void afterAGapOfHoursNothingIsSaidUntilEnoughIsHeardAgain() {
        Watched watched = new Watched(6);
        watched.run(100, 0, 0, 4, 0, 0);
        watched.skip(Duration.ofHours(3));
        assertThat(watched.run(1))
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).contains("since the start or the last gap"));
        assertThat(watched.run(22)).isInstanceOf(Uncertain.class);
        assertThat(watched.run(1)).isInstanceOf(Normal.class);
        assertThat(watched.detector.gaps()).isEqualTo(1);
    }

    @Test
    void rowsThatComeTwiceOrLateChangeNothingAndAreCounted() {
        Watched watched = new Watched(7);
        Finding newest = watched.run(100);
        double[] wild = {1e6, 1e6, 1e6, 1e6, 1e6};
        for (int i = 0; i < 100; i++) {
            assertThat(watched.detector.accept(watched.now() - i * Watched.SECOND, wild))
                    .isEqualTo(newest);
        }
        assertThat(watched.detector.outdated()).isEqualTo(100);
        assertThat(watched.run(1)).isInstanceOf(Normal.class);
    }

    @Test
    void unitThatChangesIsTheSensorsDoingAndSaidSo() {
        Watched watched = new Watched(8);
        watched.run(100);
        Finding finding = watched.run(1);
        for (int i = 0; i < 60; i++) {
            double[] row = watched.pump.row();
            row[4] = row[4] * 1.8 + 32;
            finding = watched.see(row);
        }
        assertThat(finding).isInstanceOfSatisfying(Anomalous.class, anomalous -> {
            assertThat(anomalous.origin()).isEqualTo(new Origin.Sensor("ambient", SensorFault.UNIT_CHANGED));
            assertThat(anomalous.reason()).contains("Fahrenheit instead of Celsius");
        });
    }

    @Test
    void sourceThatRepeatsItselfIsUncertain() {
        Watched watched = new Watched(9);
        watched.run(100);
        double[] held = watched.pump.row();
        Finding finding = watched.see(held);
        for (int i = 0; i < 60; i++) {
            finding = watched.see(held);
        }
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).contains("the source repeats itself"));
    }

    @Test
    void twoSignalsThatAreOneDoNotUpsetTheArithmetic() {
        TestPump pump = new TestPump(10);
        List<double[]> rows = new ArrayList<>();
        for (double[] row : pump.rows(600)) {
            rows.add(new double[] {row[0], row[0]});
        }
        AnomalyDetector detector = new AnomalyDetector(Watched.learned(List.of("a", "b"), rows, Watched.SETTINGS));
        Finding finding = new Uncertain("none", 0);
        for (int i = 1; i < 60; i++) {
            double current = pump.row()[0];
            finding = detector.accept(i * Watched.SECOND, current, current);
        }
        assertThat(finding).isInstanceOf(Normal.class);
    }

    @Test
    void rowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Watched(11).see(1, 2)).hasMessageContaining("a row of 2 readings for 5 signals");
    }

    private static Learning learn(List<double[]> rows) {
        return NormalBehaviour.learn(TestPump.SIGNALS, rows, Watched.SETTINGS);
    }

    private static String reason(Learning learning) {
        assertThat(learning).isInstanceOf(Learning.NotEnough.class);
        return ((Learning.NotEnough) learning).reason();
    }
}
