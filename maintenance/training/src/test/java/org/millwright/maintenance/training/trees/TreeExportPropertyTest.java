package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Network;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.Question;

/** What ONNX Runtime answers is what XGBoost answers, for values inside, outside, on a threshold and missing. */
class TreeExportPropertyTest {

    private static final float TOLERANCE = 1e-5f;
    private static final List<Question> QUESTIONS = List.of(
            new Question.HowMuch("level", "V"),
            new Question.AnyModes(List.of("worn"), 0.5),
            new Question.AnyModes(List.of("worn", "loose"), 0.5),
            new Question.OneMode(List.of("low", "middle", "high"), 0));

    private static final List<Exported> EXPORTED = new ArrayList<>();
    private static Path folder = Path.of("");

    /** One model twice: as it was trained and as it was shipped. */
    private record Exported(BoostedTrees trees, Network network, List<Float> thresholds) {}

    @BeforeContainer
    static void export() throws IOException {
        folder = Files.createTempDirectory("millwright-trees");
        for (int i = 0; i < QUESTIONS.size(); i++) {
            Question question = QUESTIONS.get(i);
            DiagnosisTraining training = SeededRecords.training(question);
            LabelledRecords records = SeededRecords.of(question, 400, 11 + i);
            Path bundle = folder.resolve("bundle-" + i);
            training.write(records, 5, Map.of(), bundle);
            DiagnosisContract contract = training.contract(records);
            TreeExamples examples = new TreeExamples(
                    records.values().stream().map(contract::encode).toList(),
                    records.targets(),
                    records.folds(question, 3, 5));
            BoostedTrees trees =
                    BoostedTrees.grow("again", training.recipe(), Link.of(question), question.outputs(), examples, 5);
            EXPORTED.add(new Exported(trees, Network.open(ModelBundle.read(bundle)), Thresholds.of(trees.ensemble())));
        }
    }

    @AfterContainer
    static void close() throws IOException {
        EXPORTED.forEach(one -> {
            one.trees().close();
            one.network().close();
        });
        EXPORTED.clear();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 500)
    void onnxRuntimeAnswersAsXgboostDoes(@ForAll long seed) {
        for (Exported one : EXPORTED) {
            float[] inputs = inputs(new Random(seed), one.thresholds());
            float[] expected = one.trees().answers(inputs, 1)[0];
            float[] found = one.network().run(inputs)[0];
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    /** Any input may be missing here, also one that never was in training; XGBoost has a way for those too. */
    private static float[] inputs(Random random, List<Float> thresholds) {
        float[] inputs = new float[SeededRecords.INPUTS + 1];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = switch (random.nextInt(4)) {
                case 0 -> Float.NaN;
                case 1 -> thresholds.get(random.nextInt(thresholds.size()));
                case 2 -> (float) (100 * random.nextGaussian());
                default -> 2 * random.nextFloat() - 1;
            };
        }
        return inputs;
    }
}
