package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.Section;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.FineScale;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Node;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.diagnosis.Tree;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/** What the network is told of a value falls on the side of every threshold that its place in training is on. */
class PlacesTest {

    private static final double BASE = 1e9;

    @Property(tries = 300)
    void everyTrainedValueIsOnTheSideOfItsPlace(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 90) Integer> counts,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -2, max = 200) Integer> halves) {
        List<double[]> all =
                counts.stream().map(count -> new double[] {BASE + count}).toList();
        Places places = Places.of(all);
        List<Float> thresholds = halves.stream().map(half -> half / 2f).toList();
        List<FineScale> scales = places.scales(asking(thresholds), input -> "counter");
        List<float[]> rows = places.rows();
        DiagnosisContract contract = contract(scales);
        for (int i = 0; i < rows.size(); i++) {
            float told = contract.encode(all.get(i))[0];
            for (float threshold : thresholds) {
                assertThat(told < threshold).isEqualTo(rows.get(i)[0] < threshold);
            }
        }
    }

    @Test
    void neighboursInDoublePrecisionAreParted() {
        double low = 8.6;
        double high = Math.nextUp(low);
        Places places = Places.of(List.of(new double[] {low}, new double[] {high}));
        DiagnosisContract contract = contract(places.scales(asking(List.of(0.5f)), input -> "counter"));
        assertThat(contract.encode(new double[] {low})[0]).isLessThan(0.5f);
        assertThat(contract.encode(new double[] {high})[0]).isGreaterThanOrEqualTo(0.5f);
        assertThat(contract.encode(new double[] {Double.NaN})[0]).isNaN();
    }

    @Test
    void valuesThatSinglePrecisionTellsApartAreLeftAsTheyAre() {
        Places places = Places.of(List.of(new double[] {1.5}, new double[] {Double.NaN}, new double[] {-2.25}));
        assertThat(places.rows()).containsExactly(new float[] {1.5f}, new float[] {Float.NaN}, new float[] {-2.25f});
        assertThat(places.scales(asking(List.of(0.5f)), input -> "counter")).isEmpty();
    }

    @Test
    void contractsAreReadAsWrittenAndThoseBeforeFineScalesTellEveryInputAsItIs() {
        DiagnosisContract contract = contract(List.of(new FineScale("counter", List.of(8.6, 9.5), List.of(0.5, 3.0))));
        Map<String, Object> manifest = contract.toManifest();
        assertThat(DiagnosisContract.read(new Section("contract", manifest))).isEqualTo(contract);
        manifest.remove("fine");
        DiagnosisContract before = DiagnosisContract.read(new Section("contract", manifest));
        assertThat(before.encode(new double[] {9.25})).containsExactly(9.25f);
    }

    @Test
    void scalesThatDoNotRiseOrAreOfNoInputAreRefused() {
        assertThatThrownBy(() -> new FineScale("counter", List.of(9.5, 8.6), List.of(0.5, 1.0)))
                .hasMessage("input counter: threshold 8.6 must be above 9.5");
        assertThatThrownBy(() -> new FineScale("counter", List.of(8.6), List.of(0.1)))
                .hasMessageContaining("0.1 must be above 0.0 and the same in single precision");
        assertThatThrownBy(() -> contract(List.of(new FineScale("speed", List.of(), List.of()))))
                .hasMessageContaining("fine scales of [speed]: each must be of another one of the inputs [counter]");
    }

    private static DiagnosisContract contract(List<FineScale> scales) {
        MeasuredInput counter = new MeasuredInput("counter", "", 0, 2 * BASE, true, List.of());
        return new DiagnosisContract(List.of(counter), List.of(), new Question.HowMuch("level", ""), scales);
    }

    /** One tree for each threshold. */
    private static TreeEnsemble asking(List<Float> thresholds) {
        List<Tree> trees = thresholds.stream()
                .map(threshold -> new Tree(List.of(
                        new Node.Split(0, threshold, 1, 2, false, 2), new Node.Leaf(0, 1), new Node.Leaf(1, 1))))
                .toList();
        return new TreeEnsemble(List.of(trees), List.of(0f));
    }
}
