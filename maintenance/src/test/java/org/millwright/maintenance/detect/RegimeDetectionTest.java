package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.detect.Finding.Anomalous;
import org.millwright.maintenance.detect.Finding.Normal;
import org.millwright.maintenance.detect.Finding.Uncertain;

final class RegimeDetectionTest {

    private static final RegimeSettings BY_SPEED = RegimeSettings.by(List.of("speed"));

    private final TestRecipes machine = new TestRecipes(1);
    private long nanos;

    private MachineNormal learned(List<double[]> rows, RegimeSettings regimes) {
        return learned(TestRecipes.SIGNALS, rows, regimes);
    }

    private static MachineNormal learned(List<String> names, List<double[]> rows, RegimeSettings regimes) {
        return switch (MachineNormal.learn(names, rows, Watched.SETTINGS, regimes)) {
            case MachineLearning.Learned(MachineNormal normal) -> normal;
            case MachineLearning.NotEnough(String reason) -> throw new AssertionError(reason);
        };
    }

    private RegimeFinding see(MachineDetector detector, double... row) {
        nanos += Watched.SECOND;
        return detector.accept(nanos, row);
    }

    private List<RegimeFinding> see(MachineDetector detector, List<double[]> rows) {
        return rows.stream().map(row -> see(detector, row)).toList();
    }

    @Test
    void machineOfOneRegimeIsJudgedExactlyAsWithoutRegimes() {
        TestPump pump = new TestPump(2);
        List<double[]> rows = pump.rows(1_000);
        MachineNormal normal = learned(TestPump.SIGNALS, rows, RegimeSettings.found());
        NormalBehaviour plain = Watched.learned(TestPump.SIGNALS, rows, Watched.SETTINGS);
        assertThat(normal.count()).isEqualTo(1);
        assertThat(normal.toBytes()).isEqualTo(plain.toBytes());
        MachineDetector detector = new MachineDetector(normal);
        AnomalyDetector before = new AnomalyDetector(plain);
        for (int i = 0; i < 300; i++) {
            double[] row = pump.shifted(0, 0, i > 200 ? 4 : 0, 0, 0);
            RegimeFinding found = see(detector, row);
            assertThat(found).isEqualTo(new RegimeFinding(0, before.accept(nanos, row)));
        }
    }

    @Test
    void regimesAreFoundInTheSignalThatFallsApartBest() {
        MachineNormal normal = learned(machine.rows(12, 200, 0, 1, 2), RegimeSettings.found());
        assertThat(normal.count()).isEqualTo(3);
        assertThat(normal.inWords()).contains("1: speed 900").contains("3: speed 2100");
    }

    /** Each value is one that the machine has in the other recipe. */
    @Test
    void faultThatLooksLikeAnotherRecipeIsFound() {
        List<double[]> rows = machine.rows(12, 200, 0, 1);
        MachineDetector told = new MachineDetector(learned(rows, RegimeSettings.found()));
        see(told, machine.rows(1, 200, 1));
        RegimeFinding found = see(told, machine.row(1));
        for (int i = 0; i < 60; i++) {
            double[] row = machine.row(1);
            row[2] -= 3;
            found = see(told, row);
        }
        assertThat(found.regime()).isEqualTo(2);
        assertThat(found.finding()).isInstanceOf(Anomalous.class);
    }

    @Test
    void changesOfTheRecipeRaiseNoAlarmAndAreCounted() {
        MachineNormal normal = learned(machine.rows(12, 200, 0, 1), BY_SPEED);
        MachineDetector detector = new MachineDetector(normal);
        List<RegimeFinding> found = see(detector, machine.rows(10, 200, 1, 0));
        assertThat(found).noneMatch(each -> each.finding() instanceof Anomalous);
        assertThat(found.subList(0, 200)).last().satisfies(each -> {
            assertThat(each.regime()).isEqualTo(2);
            assertThat(each.finding()).isInstanceOf(Normal.class);
        });
        assertThat(found.get(205).finding())
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).contains("settling after a change to regime 1"));
        assertThat(detector.counts().transients()).isEqualTo(10L * (normal.settle() - 1));
    }

    @Test
    void operatingPointThatWasNeverSeenIsUncertainAndNeverAnAlarm() {
        MachineDetector detector = new MachineDetector(learned(machine.rows(12, 200, 0, 1), BY_SPEED));
        see(detector, machine.rows(1, 200, 0));
        List<RegimeFinding> found = see(detector, machine.rows(1, 300, 2));
        assertThat(found).noneMatch(each -> each.finding() instanceof Anomalous);
        assertThat(found.getLast().regime()).isZero();
        assertThat(found.getLast().finding())
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason())
                                .contains("unknown regime: speed 2100")
                                .contains("1: speed 900; 2: speed 1500"));
        assertThat(detector.counts().unseen()).isGreaterThan(290);
    }

    @Test
    void speedThatIsDeclaredAndStoodStillIsARegimeOfItsOwn() {
        MachineDetector detector = new MachineDetector(learned(machine.rows(1, 1_000, 1), BY_SPEED));
        assertThat(see(detector, machine.rows(1, 100, 1)).getLast().finding()).isInstanceOf(Normal.class);
        assertThat(see(detector, machine.rows(1, 100, 0))).noneMatch(each -> each.finding() instanceof Anomalous);
    }

    @Test
    void wildReadingOfTheSpeedIsNoChangeOfTheRecipe() {
        MachineDetector detector = new MachineDetector(learned(machine.rows(12, 200, 0, 1), BY_SPEED));
        see(detector, machine.rows(1, 200, 0));
        double[] wild = machine.row(0);
        wild[0] = 60_000;
        assertThat(see(detector, wild).finding()).isInstanceOf(Normal.class);
        assertThat(see(detector, machine.row(0)).finding()).isInstanceOf(Normal.class);
    }

    @Test
    void regimeIsNotKnownWhileTheSpeedIsNot() {
        MachineDetector detector = new MachineDetector(learned(machine.rows(12, 200, 0, 1), BY_SPEED));
        see(detector, machine.rows(1, 200, 0));
        RegimeFinding found = see(detector, machine.row(0));
        for (int i = 0; i < 5; i++) {
            double[] row = machine.row(0);
            row[0] = Double.NaN;
            found = see(detector, row);
        }
        assertThat(found.finding())
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason()).contains("not known: speed unknown"));
    }

    @Test
    void machineThatChangedOnceAndStayedSoHasNoOtherRegime() {
        List<double[]> rows = machine.rows(2, 1_000, 0, 1);
        assertThat(MachineNormal.learn(TestRecipes.SIGNALS, rows, Watched.SETTINGS, RegimeSettings.found()))
                .isInstanceOfSatisfying(
                        MachineLearning.NotEnough.class,
                        missing -> assertThat(missing.reason()).contains("power was still drifting when learned"));
    }

    @Test
    void ramThatGoesUpAndDownHasNoRegimes() {
        List<double[]> rows = machine.rows(200, 5, 0, 1);
        assertThat(learned(rows, RegimeSettings.found()).count()).isEqualTo(1);
    }

    @Test
    void recipeThatRanTooShortlyIsNamedAndNotJudged() {
        List<double[]> rows = new ArrayList<>(machine.rows(12, 200, 0, 1));
        rows.addAll(machine.rows(1, 80, 2));
        MachineDetector detector = new MachineDetector(learned(rows, BY_SPEED));
        RegimeFinding found = see(detector, machine.rows(1, 200, 2)).getLast();
        assertThat(found.regime()).isEqualTo(3);
        assertThat(found.finding())
                .isInstanceOfSatisfying(
                        Uncertain.class,
                        uncertain -> assertThat(uncertain.reason())
                                .contains("regime 3 was not learned")
                                .contains("at least 200 are needed"));
    }

    @Test
    void whatWasKeptJudgesAsWhatWasLearned() {
        MachineNormal normal = learned(machine.rows(12, 200, 0, 1), BY_SPEED);
        MachineNormal kept = MachineNormal.of(normal.toBytes());
        assertThat(kept.fits(BY_SPEED)).isTrue();
        assertThat(kept.fits(RegimeSettings.found())).isFalse();
        assertThat(kept.fits(RegimeSettings.by(List.of("power")))).isFalse();
        MachineDetector before = new MachineDetector(normal);
        MachineDetector after = new MachineDetector(kept);
        for (double[] row : machine.rows(4, 150, 0, 1, 2)) {
            nanos += Watched.SECOND;
            assertThat(after.accept(nanos, row)).isEqualTo(before.accept(nanos, row));
        }
    }

    @Test
    void whatWasKeptBeforeThereWereRegimesIsOneRegime() {
        NormalBehaviour plain = Watched.learned(TestPump.SIGNALS, new TestPump(3).rows(600), Watched.SETTINGS);
        MachineNormal kept = MachineNormal.of(plain.toBytes());
        assertThat(kept.count()).isEqualTo(1);
        assertThat(kept.fits(RegimeSettings.found())).isTrue();
        assertThat(kept.fits(BY_SPEED)).isFalse();
    }

    @Test
    void bytesThatAreCutOffAreRefusedInWords() {
        byte[] bytes = learned(machine.rows(12, 200, 0, 1), BY_SPEED).toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MachineNormal.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
