package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.millwright.vision.DefectMap;

final class FiguresTest {

    private static final Lesson LESSON = new Lesson(TestingExamples.SHAPE, List.of("good", "dent"), true, true);

    @Test
    void diceAndPixelAurocAreThoseOfCountingOneByOne() {
        SplittableRandom random = new SplittableRandom(3);
        PixelTally tally = new PixelTally();
        List<float[]> pixels = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean defective = random.nextInt(4) == 0;
            float logOdds = Math.round((random.nextDouble(-4, 4) + (defective ? 2 : 0)) * 32) / 32f;
            tally.add(logOdds, defective);
            pixels.add(new float[] {logOdds, defective ? 1 : 0});
        }
        double both = pixels.stream().filter(p -> p[0] >= 1 && p[1] == 1).count();
        double called = pixels.stream().filter(p -> p[0] >= 1).count();
        double defective = pixels.stream().filter(p -> p[1] == 1).count();
        assertThat(tally.dice(1)).isCloseTo(2 * both / (called + defective), Offset.offset(1e-12));
        assertThat(tally.dice(tally.bestLimit())).isGreaterThanOrEqualTo(tally.dice(1));
        double[] low =
                pixels.stream().filter(p -> p[1] == 0).mapToDouble(p -> p[0]).toArray();
        double[] high =
                pixels.stream().filter(p -> p[1] == 1).mapToDouble(p -> p[0]).toArray();
        assertThat(tally.auroc()).isCloseTo(Verdicts.auroc(low, high), Offset.offset(1e-12));
    }

    @Test
    void aurocCountsTiesHalf() {
        assertThat(Verdicts.auroc(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(1);
        assertThat(Verdicts.auroc(new double[] {1, 2}, new double[] {2, 0})).isEqualTo(0.375);
    }

    @Test
    void theLimitLiesInTheWidestGapAndAMissOutweighsAFalseAlarm() {
        Verdicts apart = verdicts(new float[] {-4, -3}, new float[] {1, 2});
        assertThat(apart.bestLimit()).isEqualTo(-1);
        Verdicts mixed = verdicts(new float[] {-4, -3, 1.5f}, new float[] {1, 2, 3});
        assertThat(mixed.bestLimit()).isEqualTo(-1);
    }

    @Test
    void whatIsMeasuredIsNamedWithItsInterval() {
        Verdicts judged = verdicts(new float[] {-4, -3, -2, 1}, new float[] {-1, 1, 2, 3});
        Figures figures = new Figures(judged, 0, Map.of());

        Map<String, Object> json = figures.toJson(1);

        assertThat(json)
                .containsEntry("recall", 0.75)
                .containsEntry("false-alarm-rate", 0.25)
                .containsEntry("f1", 0.75);
        assertThat(json).containsEntry("recall-by-class", Map.of("dent", 0.75));
        assertThat(json.get("interval-95"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("auroc", "recall", "false-alarm-rate", "f1", "accuracy");
    }

    @Test
    void spreadIsOverTheRuns() {
        Map<String, Object> spread = Spread.of(List.of(
                Map.of("auroc", 0.9, "dice-by-class", Map.of("dent", 0.5)),
                Map.of("auroc", 0.8, "dice-by-class", Map.of("dent", 0.7))));
        assertThat(spread).containsEntry("auroc", Map.of("mean", 0.85, "spread", 0.07071));
        assertThat(spread).containsEntry("dice-by-class", Map.of("dent", Map.of("mean", 0.6, "spread", 0.14142)));
    }

    private static Verdicts verdicts(float[] good, float[] bad) {
        List<Answer> answers = new ArrayList<>();
        for (float score : good) {
            answers.add(answer("good", score, answers.size()));
        }
        for (float score : bad) {
            answers.add(answer("dent", score, answers.size()));
        }
        return new Verdicts(LESSON, answers, 0);
    }

    private static Answer answer(String kind, float score, int index) {
        Example example = TestingExamples.example(kind, "" + index, new byte[1024], index);
        return new Answer(example, new DefectMap(1, 1, new float[] {score}), new float[] {0.2f, 0.8f});
    }
}
