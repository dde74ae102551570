package org.millwright.vision.training;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is measured over labelled pictures.
 *
 * @param verdicts at the limit
 * @param regionLimit log-odds from which on a pixel counts as defective
 * @param pixels by picture, of those whose defective pixels are known
 */
record Figures(Verdicts verdicts, float regionLimit, Map<String, PixelTally> pixels) {

    /** Opens the masks at their own size. */
    static Figures of(Verdicts verdicts, float regionLimit) throws IOException {
        return new Figures(verdicts, regionLimit, tallies(verdicts.lesson(), verdicts.answers()));
    }

    /** Of each picture whose defective pixels are known. */
    static Map<String, PixelTally> tallies(Lesson lesson, List<Answer> answers) throws IOException {
        Map<String, PixelTally> tallies = new HashMap<>();
        if (lesson.hasMap()
                && answers.stream().anyMatch(answer -> answer.example().masked())) {
            try (PictureFiles files = new PictureFiles()) {
                for (Answer answer : answers) {
                    if (answer.example().mapKnown()) {
                        tallies.put(answer.example().name(), NativeMap.tally(answer, files));
                    }
                }
            }
        }
        return tallies;
    }

    /** All of them together. */
    PixelTally together(List<Answer> answers) {
        PixelTally sum = new PixelTally();
        for (Answer answer : answers) {
            PixelTally tally = pixels.get(answer.example().name());
            if (tally != null) {
                sum.add(tally);
            }
        }
        return sum;
    }

    double dice(List<Answer> answers) {
        return together(answers).dice(regionLimit);
    }

    /** Figures by name, those of a class or an interval one level deeper; for people and for the manifest. */
    Map<String, Object> toJson(long seed) {
        List<Answer> answers = verdicts.answers();
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> intervals = new LinkedHashMap<>();
        json.put("pictures", answers.size());
        json.put(
                "groups",
                answers.stream()
                        .mapToInt(answer -> answer.example().group())
                        .distinct()
                        .count());
        if (verdicts.tellsGood()) {
            json.put("defective", verdicts.defects().size());
            put("auroc", some -> verdicts.over(some).auroc(), json, intervals, seed);
            put("recall", some -> verdicts.over(some).recall(), json, intervals, seed);
            put("false-alarm-rate", some -> verdicts.over(some).falseAlarms(), json, intervals, seed);
            put("f1", some -> verdicts.over(some).f1(), json, intervals, seed);
        }
        if (verdicts.lesson().hasClasses()) {
            put("accuracy", some -> verdicts.over(some).accuracy(), json, intervals, seed);
        }
        if (!pixels.isEmpty()) {
            put("dice", this::dice, json, intervals, seed);
            put("pixel-auroc", some -> together(some).auroc(), json, intervals, seed);
        }
        json.put("interval-95", intervals);
        byKind(json);
        return json;
    }

    private void byKind(Map<String, Object> json) {
        Map<String, Object> recall = new TreeMap<>();
        Map<String, Object> dice = new TreeMap<>();
        for (String kind : verdicts.lesson().kinds()) {
            List<Answer> its = verdicts.ofKind(kind);
            if (its.isEmpty()) {
                continue;
            }
            if (verdicts.tellsGood() && !its.getFirst().example().good()) {
                recall.put(kind, rounded(verdicts.over(its).recall()));
            } else if (!verdicts.tellsGood()) {
                recall.put(kind, rounded(verdicts.over(its).accuracy()));
            }
            if (together(its).defectivePixels() > 0) {
                dice.put(kind, rounded(dice(its)));
            }
        }
        json.put("recall-by-class", recall);
        if (!dice.isEmpty()) {
            json.put("dice-by-class", dice);
        }
    }

    private void put(
            String name,
            ToDoubleFunction<List<Answer>> figure,
            Map<String, Object> json,
            Map<String, Object> intervals,
            long seed) {
        json.put(name, rounded(figure.applyAsDouble(verdicts.answers())));
        Bootstrap.Interval interval = Bootstrap.of(verdicts.answers(), figure, seed);
        intervals.put(name, List.of(rounded(interval.low()), rounded(interval.high())));
    }

    static double rounded(double value) {
        return Double.isNaN(value) ? 0 : Double.parseDouble(String.format(Locale.ROOT, "%.5f", value));
    }
}
