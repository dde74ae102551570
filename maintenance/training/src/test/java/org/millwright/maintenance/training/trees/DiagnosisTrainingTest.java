package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.RemainingLifeModel;
import org.millwright.maintenance.diagnosis.Contribution;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.maintenance.diagnosis.FineScale;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/** Trees trained, packed, opened as the gateway does, and asked. */
final class DiagnosisTrainingTest {

    private static final Question ONE = new Question.OneMode(List.of("low", "middle", "high"), 0);
    private static final Question ANY = new Question.AnyModes(List.of("worn", "loose"), 0.5);
    private static final Question HOW_MUCH = new Question.HowMuch("level", "V");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theOneModeIsNamedOnUnseenRecordsAndProbabilitiesSumToOne() throws IOException {
        LabelledRecords unseen = SeededRecords.of(ONE, 200, 2);
        int right = 0;
        try (DiagnosisModel model = trained(ONE)) {
            for (int i = 0; i < unseen.size(); i++) {
                Diagnosis.Modes modes =
                        (Diagnosis.Modes) model.diagnose(unseen.values().get(i));
                assertThat(modes.ranked().stream()
                                .mapToDouble(Diagnosis.Probable::probability)
                                .sum())
                        .isCloseTo(1, within(1e-5));
                assertThat(modes.ranked())
                        .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
                String truth = List.of("low", "middle", "high")
                        .get((int) unseen.targets().get(i)[0]);
                right += modes.named().getFirst().mode().equals(truth) ? 1 : 0;
            }
        }
        assertThat(right).isGreaterThan(150); // the commonest class alone is right in fewer than 100
    }

    @Test
    void modesAreNamedEachForItselfNoneOrSeveral() throws IOException {
        try (DiagnosisModel model = trained(ANY)) {
            assertThat(names(model.diagnose(new double[] {-0.9, 0.9, -0.9}))).isEmpty();
            assertThat(names(model.diagnose(new double[] {0.9, 0.9, 0.9}))).containsExactlyInAnyOrder("worn", "loose");
            assertThat(names(model.diagnose(new double[] {0.1, 0.1, Double.NaN})))
                    .contains("loose");
        }
    }

    @Test
    void aQuantityIsAnsweredInItsUnit() throws IOException {
        try (DiagnosisModel model = trained(HOW_MUCH)) {
            Diagnosis.Quantity quantity = (Diagnosis.Quantity) model.diagnose(new double[] {0.8, 0.8, 0.5});
            assertThat(quantity.value()).isCloseTo(100 + 50 * (0.64 + 0.5), within(12.0));
            assertThat(quantity.unit()).isEqualTo("V");
        }
    }

    @Test
    void inputsThatWereNotTrainedGiveAReasonAndNoAnswer() throws IOException {
        try (DiagnosisModel model = trained(ONE)) {
            assertThat(model.diagnose(new double[] {Double.NaN, 0, 0}))
                    .isEqualTo(new Diagnosis.Uncertain(
                            Diagnosis.Uncertain.Cause.INPUTS, "input-0 is missing, which it never was in training"));
            assertThat(((Diagnosis.Uncertain) model.diagnose(new double[] {0, 7, 0})).reason())
                    .startsWith("input-1 is 7.00000 V, trained on -1.");
            assertThat(model.diagnose(new double[] {0, Double.POSITIVE_INFINITY, 0}))
                    .isEqualTo(new Diagnosis.Uncertain(Diagnosis.Uncertain.Cause.INPUTS, "input-1 is Infinity"));
            assertThat(model.diagnose(new double[] {0, 0, Double.NaN})).isInstanceOf(Diagnosis.Modes.class);
        }
    }

    @Test
    void contributionsAreXgboostsAndExplainTheWholeMargin() {
        for (Question question : List.of(ONE, ANY, HOW_MUCH)) {
            LabelledRecords records = SeededRecords.of(question, 400, 1);
            DiagnosisTraining training = SeededRecords.training(question);
            DiagnosisContract contract = training.contract(records);
            TreeExamples examples = new TreeExamples(
                    records.values().stream().map(contract::encode).toList(),
                    records.targets(),
                    records.folds(question, 3, 1));
            try (BoostedTrees trees = BoostedTrees.grow(
                    "explained", training.recipe(), Link.of(question), question.outputs(), examples, 1)) {
                TreeEnsemble ensemble = TreeEnsemble.read(trees.ensemble().toBytes());
                assertThat(ensemble).isEqualTo(trees.ensemble());
                Random random = new Random(3);
                for (int i = 0; i < 50; i++) {
                    float[] inputs = contract.encode(SeededRecords.values(random));
                    for (int output = 0; output < question.outputs(); output++) {
                        float[] expected = trees.contributions(inputs, output);
                        double[] found = ensemble.contributions(output, inputs);
                        double expectation = expected[expected.length - 1];
                        for (int input = 0; input < found.length; input++) {
                            assertThat(found[input]).isCloseTo(expected[input], within(1e-3));
                        }
                        assertThat(Arrays.stream(found).sum() + expectation)
                                .isCloseTo(ensemble.margin(output, inputs), within(1e-2));
                    }
                }
            }
        }
    }

    @Test
    void whatMovedTheAnswerMostIsNamedFirst() throws IOException {
        try (DiagnosisModel model = trained(HOW_MUCH)) {
            Diagnosis.Quantity quantity = (Diagnosis.Quantity) model.diagnose(new double[] {0.95, 0.95, 0});
            Contribution first = quantity.because().getFirst();
            assertThat(first.input()).isEqualTo("product");
            assertThat(first.value()).isCloseTo(0.9025, within(1e-9));
            assertThat(first.unit()).isEqualTo("V²");
            assertThat(first.share()).isGreaterThan(10);
        }
    }

    @Test
    void sameSeedGivesTheSameNetworkAndTreesThatWereChangedAreRefused() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        write(ANY, first);
        write(ANY, second);
        assertThat(Files.readAllBytes(second.resolve("network.onnx")))
                .isEqualTo(Files.readAllBytes(first.resolve("network.onnx")));
        assertThatThrownBy(() -> RemainingLifeModel.open(first))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is of kind \"diagnosis\"");
        Path trees = first.resolve(TreeEnsemble.FILE);
        byte[] bytes = Files.readAllBytes(trees);
        bytes[bytes.length / 2] ^= 1;
        Files.write(trees, bytes);
        assertThatThrownBy(() -> DiagnosisModel.open(first))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("trees.bin was changed");
    }

    @Test
    void quantityThatIsMostlyZeroButOfALargeMeanIsShippedAsTrained() throws IOException {
        // Seconds out of order, as shifts have them: XGBoost begins with the mean and ends near 0.
        Random random = new Random(8);
        List<double[]> values = new ArrayList<>();
        List<float[]> seconds = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double[] one = SeededRecords.values(random);
            values.add(one);
            seconds.add(new float[] {one[0] > 0.8 ? 240_000 : 0});
        }
        LabelledRecords records = LabelledRecords.apart(values, seconds);
        Path bundle = folder.resolve("seconds");

        SeededRecords.training(HOW_MUCH).write(records, 1, Map.of(), bundle);

        try (DiagnosisModel model = DiagnosisModel.open(bundle)) {
            Diagnosis.Quantity quantity = (Diagnosis.Quantity) model.diagnose(new double[] {-0.5, 0, 0});
            assertThat(quantity.value()).isCloseTo(0, within(1.0));
        }
    }

    @Test
    void valuesThatSinglePrecisionTakesForOneAreToldApart() throws IOException {
        // A counter that single precision knows to 64 only, and a difference whose remainder decides, as in 303.7 -
        // 295.1.
        Question question = new Question.AnyModes(List.of("counted", "cool"), 0.5);
        LabelledRecords records = coarse(600, 1);
        LabelledRecords unseen = coarse(300, 2);
        Path bundle = folder.resolve("fine");

        SeededRecords.training(question).write(records, 1, Map.of(), bundle);

        try (DiagnosisModel model = DiagnosisModel.open(bundle)) {
            assertThat(model.contract().fine().stream().map(FineScale::input)).contains("input-0", "input-1");
            int right = 0;
            for (int i = 0; i < unseen.size(); i++) {
                float[] truth = unseen.targets().get(i);
                List<String> found = names(model.diagnose(unseen.values().get(i)));
                right += found.contains("counted") == (truth[0] == 1) && found.contains("cool") == (truth[1] == 1)
                        ? 1
                        : 0;
            }
            assertThat(right).isGreaterThan(290);
        }
    }

    /** Half of the counters lie below 1,000,000,020, all of them within 64; half of the differences below 8.6. */
    private static LabelledRecords coarse(int count, long seed) {
        Random random = new Random(seed);
        List<double[]> values = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] one = {1e9 + random.nextInt(40), random.nextBoolean() ? 303.7 - 295.1 : 303.6 - 295.0, 0};
            values.add(one);
            targets.add(new float[] {one[0] < 1e9 + 20 ? 1 : 0, one[1] < 8.6 ? 1 : 0});
        }
        return LabelledRecords.apart(values, targets);
    }

    private DiagnosisModel trained(Question question) throws IOException {
        return DiagnosisModel.open(write(question, folder.resolve("bundle")));
    }

    private static Path write(Question question, Path bundle) throws IOException {
        SeededRecords.training(question).write(SeededRecords.of(question, 600, 1), 1, Map.of(), bundle);
        return bundle;
    }

    private static List<String> names(Diagnosis diagnosis) {
        return ((Diagnosis.Modes) diagnosis)
                .named().stream().map(Diagnosis.Probable::mode).toList();
    }
}
