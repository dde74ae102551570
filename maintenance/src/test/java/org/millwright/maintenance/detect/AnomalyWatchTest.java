package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.Sample;

final class AnomalyWatchTest {

    private final AnomalyWatch watch = new AnomalyWatch(
            TestPump.SIGNALS,
            Watched.SETTINGS,
            RegimeSettings.found(),
            Duration.ofMinutes(10),
            Duration.ZERO,
            Runnable::run);
    private final TestPump pump = new TestPump(1);
    private long nanos;

    @Test
    void watchSaysThatItLearnsThenWatches() {
        assertThat(see(pump.row())).isEqualTo(new Finding.Unlearned("learning: 1 of 600 rows", nanos));
        for (int i = 0; i < 598; i++) {
            assertThat(see(pump.row())).isInstanceOf(Finding.Unlearned.class);
        }
        assertThat(watch.normal()).isEmpty();
        see(pump.row());
        assertThat(watch.normal()).isPresent();
        assertThat(run(100)).isInstanceOf(Finding.Normal.class);
        assertThat(runShifted(40)).isInstanceOf(Finding.Anomalous.class);
    }

    @Test
    void whatWasLearnedGoesOnAfterARestart() {
        run(600);
        AnomalyWatch restarted =
                new AnomalyWatch(watch.normal().orElseThrow(), RegimeSettings.found(), Duration.ZERO, Runnable::run);
        Finding finding = new Finding.Unlearned("none", 0);
        for (int i = 0; i < 60; i++) {
            finding = see(restarted, pump.shifted(0, 0, 4, 0, 0));
        }
        assertThat(finding).isInstanceOf(Finding.Anomalous.class);
    }

    /** A new tool: more flow at the same power. */
    @Test
    void machineIsLearnedAnewOnlyWhenAskedAndIsJudgedAsBeforeUntilThen() {
        run(600);
        assertThat(runShifted(2_000)).isInstanceOf(Finding.Anomalous.class);
        MachineNormal before = watch.normal().orElseThrow();
        watch.learnAnew(Duration.ofMinutes(10));
        assertThat(runShifted(599)).isInstanceOf(Finding.Anomalous.class);
        assertThat(watch.normal()).containsSame(before);
        assertThat(watch.progress()).contains("learning: 599 of 600 rows");
        runShifted(1);
        assertThat(watch.progress()).isEmpty();
        assertThat(runShifted(100)).isInstanceOf(Finding.Normal.class);
        assertThat(run(40)).isInstanceOf(Finding.Anomalous.class);
    }

    @Test
    void machineThatStandsStillIsNotLearnedUntilItRuns() {
        for (int i = 0; i < 700; i++) {
            see(0, 0, 0, 0, 20);
        }
        assertThat(see(0, 0, 0, 0, 20))
                .isInstanceOfSatisfying(
                        Finding.Unlearned.class,
                        uncertain -> assertThat(uncertain.progress())
                                .contains("not enough to learn from")
                                .contains("flow hardly moved"));
        assertThat(run(1_400)).isInstanceOf(Finding.Normal.class);
    }

    private Finding run(int rows) {
        Finding finding = see(pump.row());
        for (int i = 1; i < rows; i++) {
            finding = see(pump.row());
        }
        return finding;
    }

    private Finding runShifted(int rows) {
        Finding finding = see(pump.shifted(0, 0, 4, 0, 0));
        for (int i = 1; i < rows; i++) {
            finding = see(pump.shifted(0, 0, 4, 0, 0));
        }
        return finding;
    }

    private Finding see(double... row) {
        return see(watch, row);
    }

    private Finding see(AnomalyWatch watching, double... row) {
        nanos += Watched.SECOND;
        for (int j = 0; j < row.length; j++) {
            watching.accept(new Sample.Usable(TestPump.SIGNALS.get(j), row[j], nanos, nanos));
        }
        List<RegimeFinding> findings = watching.advance(nanos);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().regime()).isZero();
        return findings.getFirst().finding();
    }
}
