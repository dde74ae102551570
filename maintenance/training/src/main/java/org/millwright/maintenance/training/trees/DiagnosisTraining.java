package org.millwright.maintenance.training.trees;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.maintenance.diagnosis.DerivedInput;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/**
 * Trains the trees of one question and packs them. The trained ranges come from the records that are trained on.
 *
 * @param inputs what is measured; their ranges and whether they may be missing are set here, from the records
 * @param derived worked out from them
 * @param rangeMargin how far beyond what training saw, as a share of its range, a value is still taken as within
 */
record DiagnosisTraining(
        String name,
        List<MeasuredInput> inputs,
        List<DerivedInput> derived,
        Question question,
        TreeRecipe recipe,
        double rangeMargin) {

    /** As remaining-life models have it. */
    static final double USUAL_MARGIN = 0.25;

    private static final int INNER_FOLDS = 3;
    private static final int GOLDEN = 8;
    private static final double TOLERANCE = 1e-5;

    DiagnosisTraining {
        inputs = List.copyOf(inputs);
        derived = List.copyOf(derived);
    }

    /**
     * Trains on all these records and writes the bundle.
     *
     * @param facts how well it does, for whoever reads the bundle
     */
    ModelBundle write(LabelledRecords records, long seed, Map<String, Object> facts, Path out) throws IOException {
        return write(records, seed, facts, Map.of(), out);
    }

    /** @param beside files by name that lie beside the bundle's own, for people */
    ModelBundle write(
            LabelledRecords records, long seed, Map<String, Object> facts, Map<String, byte[]> beside, Path out)
            throws IOException {
        DiagnosisContract measured = contract(records);
        Places places = Places.of(records.values().stream().map(measured::all).toList());
        TreeExamples examples =
                new TreeExamples(places.rows(), records.targets(), records.folds(question, INNER_FOLDS, seed));
        try (BoostedTrees trees =
                BoostedTrees.grow(name, recipe, Link.of(question), question.outputs(), examples, seed)) {
            Map<String, Object> training = new LinkedHashMap<>(facts);
            DiagnosisContract contract = measured.with(places.scales(trees.ensemble(), measured::name));
            training.put("records", records.size());
            training.put("seed", seed);
            training.putAll(recipe.facts());
            training.put("rounds", trees.rounds());
            BundleWriter writer = new BundleWriter(trees, "1", DiagnosisContract.KIND, contract.toManifest(), training);
            writer.file(TreeEnsemble.FILE, trees.ensemble().toBytes());
            for (int i = 0; i < GOLDEN; i++) {
                int at = (int) ((long) i * (records.size() - 1) / (GOLDEN - 1));
                writer.golden("record-" + at, contract.encode(records.values().get(at)), TOLERANCE);
            }
            beside.forEach(writer::beside);
            return writer.write(out);
        }
    }

    /** The same with some of its inputs; the derived ones must still follow from them. */
    DiagnosisTraining withInputs(List<Integer> which) {
        return new DiagnosisTraining(
                name, which.stream().map(inputs::get).toList(), derived, question, recipe, rangeMargin);
    }

    /** Without the scales that depend on the trees. */
    DiagnosisContract contract(LabelledRecords records) {
        List<MeasuredInput> ranged = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            ranged.add(ranged(inputs.get(i), i, records));
        }
        return new DiagnosisContract(ranged, derived, question, List.of());
    }

    private MeasuredInput ranged(MeasuredInput input, int column, LabelledRecords records) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean missing = false;
        for (double[] values : records.values()) {
            double value = values[column];
            missing |= Double.isNaN(value);
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            throw new IllegalArgumentException("input " + input.name() + " has no value in training");
        }
        double margin = input.categories().isEmpty() ? rangeMargin * (high - low) : 0;
        return new MeasuredInput(input.name(), input.unit(), low - margin, high + margin, missing, input.categories());
    }
}
