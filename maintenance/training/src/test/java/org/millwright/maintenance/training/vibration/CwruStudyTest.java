package org.millwright.maintenance.training.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.maintenance.training.study.CannotTrain;

final class CwruStudyTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFileIsReadWithItsKindSizeLoadAndSpeed() throws IOException {
        SimulatedRig.write(folder.resolve("OR014@6_2.mat"), "X199", new double[] {0.5, -1, 2}, 1748);
        SimulatedRig.write(folder.resolve("Normal_3.mat"), "X100", new double[] {1, 2}, 0);
        Files.writeString(folder.resolve("notes.mat"), "is no recording");

        List<Recording> recordings = CwruFiles.read(folder);

        assertThat(recordings).extracting(Recording::toString).containsExactly("Normal_3.mat", "OR014@6_2.mat");
        Recording outer = recordings.get(1);
        assertThat(outer.condition()).isEqualTo(Condition.OUTER_RACE);
        assertThat(outer.mils()).isEqualTo(14);
        assertThat(outer.load()).isEqualTo(2);
        assertThat(outer.whole().samples()).containsExactly(0.5, -1, 2);
        assertThat(outer.whole().shaftPerMinute()).hasValue(1748);
        // Without a speed in the file: the nominal one of its load.
        assertThat(recordings.getFirst().whole().shaftPerMinute()).hasValue(1730);
    }

    @Test
    void whatIsNotTheSetIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new CwruStudy().run(folder, 1, new PrintWriter(new StringWriter())))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("holds 0 normal recordings and 0 fault sizes");
        assertThatThrownBy(() -> CwruFiles.read(folder.resolve("absent")))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void whatIsMissingAtTheLowestLoadIsRefusedWhateverTheOtherLoadsHold() throws IOException {
        SimulatedRig.write(folder, 0.1);
        SimulatedRig.write(folder.resolve("IR007_1.mat"), "X106", new double[1_200], 1772);
        for (String kind : List.of("OR%03d@6_0.mat", "B%03d_0.mat")) {
            Files.delete(folder.resolve(String.format(kind, 14)));
        }
        assertThatThrownBy(() -> new CwruStudy().run(folder, 1, new PrintWriter(new StringWriter())))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("1 normal recordings and 2 fault sizes of outer race or ball at 0 HP");

        for (int mils : new int[] {7, 14, 21}) {
            Files.move(
                    folder.resolve(String.format("IR%03d_0.mat", mils)),
                    folder.resolve(String.format("IR%03d_2.mat", mils)));
        }
        for (int mils : new int[] {7, 21}) {
            Files.delete(folder.resolve(String.format("OR%03d@6_0.mat", mils)));
            Files.delete(folder.resolve(String.format("B%03d_0.mat", mils)));
        }
        assertThatThrownBy(() -> new CwruStudy().run(folder, 1, new PrintWriter(new StringWriter())))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("1 normal recordings and 0 fault sizes of outer race or ball at 0 HP");
    }

    @Test
    void trainingNeverSeesTheSizeLeftOutNorTheTestsPartOfTheNormalState() throws IOException {
        SimulatedRig.write(folder, 0.5);
        List<Recording> recordings = CwruFiles.read(folder);

        List<Fold> folds = Fold.of(recordings, 0.1);

        assertThat(folds).extracting(Fold::mils).containsExactly(7, 14, 21);
        for (Fold fold : folds) {
            assertThat(fold.training()).noneMatch(example -> example.recording().mils() == fold.mils());
            assertThat(fold.test())
                    .allMatch(example ->
                            example.recording().mils() == fold.mils() || example.condition() == Condition.NORMAL);
            Set<Double> seen = new HashSet<>();
            fold.training().forEach(example -> seen.addAll(values(example)));
            assertThat(fold.test())
                    .noneMatch(example -> values(example).stream().anyMatch(seen::contains));
            assertThat(fold.training()).anyMatch(example -> example.condition() == Condition.NORMAL);
            assertThat(fold.test()).anyMatch(example -> example.condition() == Condition.NORMAL);
        }
    }

    private static Set<Double> values(Example example) {
        Set<Double> values = new HashSet<>();
        for (double value : example.waveform().samples()) {
            values.add(value);
        }
        return values;
    }

    @Test
    void otherLoadsAreTriedAndNotTrainedOn() throws IOException {
        SimulatedRig.write(folder, 3);
        SimulatedRig.write(folder.resolve("IR007_1.mat"), "X106", new double[24_000], 1772);
        SimulatedRig.write(folder.resolve("Normal_1.mat"), "X098", new double[24_000], 1772);

        Fold fold = Fold.of(CwruFiles.read(folder), 1).getFirst();

        assertThat(fold.training()).allMatch(example -> example.recording().load() == 0);
        assertThat(fold.test()).allMatch(example -> example.recording().load() == 0);
        assertThat(fold.elsewhere()).containsOnlyKeys(1);
        assertThat(fold.elsewhere().get(1)).hasSize(4);
    }

    @Test
    void theShaftsLinesTellTheRate() {
        double[] samples = SimulatedRig.samples(1, 60_000, 0, 0, 0);
        Recording right = new Recording("right", Condition.NORMAL, 0, 0, SimulatedRig.PER_MINUTE, 12_000, samples);
        // The same shaft at a quarter of the samples' distance: every order lies at a quarter of where it should.
        double[] fine = new double[240_000];
        for (int i = 0; i < fine.length; i++) {
            fine[i] = Math.sin(i * 1e6);
            for (int harmonic = 1; harmonic <= 40; harmonic++) {
                fine[i] += Math.sin(2 * Math.PI * harmonic * SimulatedRig.PER_MINUTE / 60 * i / 48_000 + harmonic);
            }
        }
        Recording wrong = new Recording("wrong", Condition.NORMAL, 0, 0, SimulatedRig.PER_MINUTE, 12_000, fine);

        assertThat(ShaftLines.rateHertz(right)).isEqualTo(12_000);
        assertThat(ShaftLines.rateHertz(wrong)).isEqualTo(48_000);
    }

    @Test
    void decimationKeepsWhatFitsAndCutsTheRest() {
        double[] samples = new double[48_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.sin(2 * Math.PI * 1000 * i / 48_000) + Math.sin(2 * Math.PI * 8000 * i / 48_000);
        }
        Recording fast = new Recording("fast", Condition.NORMAL, 0, 0, SimulatedRig.PER_MINUTE, 48_000, samples);

        Recording slow = Decimation.by(4, fast);

        assertThat(slow.rateHertz()).isEqualTo(12_000);
        double power = 0;
        double[] kept = slow.whole().samples();
        for (double value : kept) {
            power += value * value / kept.length;
        }
        assertThat(power).isCloseTo(0.5, within(0.005));
    }

    @Test
    void theStudyNamesTheFaultsOfASimulatedRig() throws IOException {
        SimulatedRig.write(folder, 3.5);
        StringWriter out = new StringWriter();

        new CwruStudy().run(folder, 1, new PrintWriter(out, true));

        assertThat(out.toString())
                .contains("baseline  accuracy")
                .contains("ours      accuracy 100.0 %")
                .contains("without 14 mil")
                .doesNotContain("brought to")
                .containsPattern("IR021_0.mat +named rightly  3, wrongly  0, no frequency  0; inner race: BPFI");
    }
}
