package org.millwright.vision.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.millwright.hardware.inference.Choice;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.training.Int8;
import org.millwright.vision.training.flaws.FlawMaker;
import org.millwright.vision.training.flaws.Levels;

/**
 * A trained network in integers, held against itself in floating point on the validation split.
 *
 * @param onnx the network; empty when it is not to be used
 * @param json what was found, for the bundle's record
 * @param inWords the same for people
 */
record Int8Trial(Optional<Network> onnx, Map<String, Object> json, String inWords) {

    /** Pictures of the training split that say which values there are inside the network. */
    private static final int SAMPLES = 48;
    /** Shares of those values that the eight bits may tell; which is best depends on how long their tails are. */
    private static final double[] SHARES = {1, 0.9999, 0.999};
    /** How many of the last convolutions stay as they are: as few as hold the accuracy. */
    private static final int[] FLOAT_ENDS = {1, 2};

    /** An ONNX file; nobody's to change. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Network(byte[] onnx) {}

    /** One way to write it, with what it answers. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Attempt(int floatEnds, double share, byte[] onnx, Verdicts verdicts, double deviation) {}

    /** Where it was not wanted. */
    static Int8Trial none() {
        return new Int8Trial(Optional.empty(), Map.of("taken", false, "why", "--no-int8"), "not tried");
    }

    /**
     * Makes and counts it.
     *
     * @param seed of the flaws painted on good pictures where there are no defective ones
     */
    static Int8Trial of(VisionRun run, long seed) throws IOException {
        try {
            return tried(run, seed);
        } catch (ModelException e) {
            return refused(String.valueOf(e.getMessage()), Map.of());
        }
    }

    private static Int8Trial tried(VisionRun run, long seed) throws IOException {
        Int8 int8 = Int8.of(
                run.network(),
                samples(run.split().train(), run.validation().lesson().picture()));
        Verdicts own = withDefects(run, seed);
        float regionLimit = run.test().regionLimit();
        Accuracy wanted = Accuracy.of(own, regionLimit);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pictures", own.answers().size());
        figures.put(Choice.FLOAT, wanted.toJson());
        String because = "the network has no convolution between its first and its last";
        for (int floatEnds : FLOAT_ENDS) {
            if (int8.convolutions(floatEnds) == 0) {
                continue;
            }
            Attempt best = best(int8, floatEnds, own);
            Accuracy found = Accuracy.of(best.verdicts(), regionLimit);
            figures.put(Int8.PRECISION, found.toJson());
            figures.put("convolutions", int8.convolutions(floatEnds));
            figures.put("share-of-values", best.share());
            Optional<String> lost = wanted.lostBy(found);
            if (lost.isEmpty()) {
                return taken(best, figures);
            }
            because = lost.get();
        }
        return refused(because, figures);
    }

    private static Int8Trial taken(Attempt best, Map<String, Object> figures) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of("taken", true));
        json.putAll(figures);
        return new Int8Trial(
                Optional.of(new Network(best.onnx())),
                json,
                "holds the accuracy on the validation split and travels along: " + figures);
    }

    private static Int8Trial refused(String because, Map<String, Object> figures) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of("taken", false, "why", because));
        json.putAll(figures);
        return new Int8Trial(
                Optional.empty(),
                json,
                "does not hold the accuracy on the validation split, and stays away: " + because);
    }

    /** Of all shares, the one whose scores are nearest to those of the trained network. */
    private static Attempt best(Int8 int8, int floatEnds, Verdicts own) {
        Attempt best = attempt(int8, floatEnds, SHARES[0], own);
        for (int i = 1; i < SHARES.length; i++) {
            Attempt next = attempt(int8, floatEnds, SHARES[i], own);
            best = next.deviation() < best.deviation() ? next : best;
        }
        return best;
    }

    private static Attempt attempt(Int8 int8, int floatEnds, double share, Verdicts own) {
        byte[] onnx = int8.onnx(floatEnds, share);
        try (Int8.Answering network = int8.answering(onnx)) {
            List<Answer> answers = Answers.of(
                    network,
                    own.lesson(),
                    own.answers().stream().map(Answer::example).toList());
            return new Attempt(floatEnds, share, onnx, own.over(answers), deviation(own.answers(), answers));
        }
    }

    private static double deviation(List<Answer> own, List<Answer> others) {
        double sum = 0;
        for (int i = 0; i < own.size(); i++) {
            float[] shares = own.get(i).shares();
            for (int j = 0; j < shares.length; j++) {
                sum += Math.abs(shares[j] - others.get(i).shares()[j]);
            }
            float score = own.get(i).score();
            sum += Float.isInfinite(score) ? 0 : Math.abs(score - others.get(i).score());
        }
        return sum / own.size();
    }

    private static List<float[]> samples(List<Example> examples, Example.Shape seen) {
        List<float[]> samples = new ArrayList<>();
        int step = Math.max(1, Math.ceilDiv(examples.size(), SAMPLES));
        for (int i = 0; i < examples.size(); i += step) {
            float[] sample = new float[seen.size()];
            examples.get(i).show(seen, sample, 0);
            samples.add(sample);
        }
        return samples;
    }

    /** The validation split; where it has no defective parts, with its good ones once more, flaws painted on them. */
    private static Verdicts withDefects(VisionRun run, long seed) {
        Verdicts validation = run.validation();
        if (!validation.tellsGood() || !validation.defects().isEmpty()) {
            return validation;
        }
        List<Answer> all = new ArrayList<>(validation.answers());
        all.addAll(Answers.of(
                run.network(), validation.lesson(), painted(run.split().validation(), seed)));
        return validation.over(List.copyOf(all));
    }

    private static List<Example> painted(List<Example> good, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Levels> pictures = GoodOnlyRun.levels(good);
        List<Example> painted = new ArrayList<>();
        for (int i = 0; i < good.size(); i++) {
            Levels picture = pictures.get(i).copy();
            new FlawMaker(random).spoil(picture, pictures.get(random.nextInt(pictures.size())));
            painted.add(good.get(i).spoilt(picture.values()));
        }
        return painted;
    }
}
