package org.millwright.maintenance.training.trees;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.training.report.Chart;
import org.millwright.hardware.training.report.Page;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.Question;

/** How well a table's target is told on rows that were not trained on, beside the best single guess. NOT thread safe. */
sealed interface TableScores {

    static TableScores of(Question question) {
        return switch (question) {
            case Question.OneMode one -> new OfModes(one.modes());
            case Question.AnyModes any -> new OfModes(any.modes());
            case Question.HowMuch much -> new OfQuantity();
        };
    }

    void add(float truth, Diagnosis diagnosis);

    void print(PrintWriter print);

    /** For the bundle. */
    Map<String, Object> facts();

    /** For people. */
    void report(Page page);

    /** A row without an answer counts as wrong. */
    final class OfModes implements TableScores {

        private final List<String> modes;
        private final List<Hits> hits = new ArrayList<>();
        private final ModeCurves curves;
        private final Importance importance = new Importance();
        private final long[][] called;
        private int right;
        private int count;
        private int withoutAnswer;

        private OfModes(List<String> modes) {
            this.modes = modes;
            this.curves = new ModeCurves(modes);
            this.called = new long[modes.size()][modes.size() + 1];
            modes.forEach(mode -> hits.add(new Hits()));
        }

        @Override
        public void add(float truth, Diagnosis diagnosis) {
            int found = switch (diagnosis) {
                case Diagnosis.Modes named ->
                    modes.indexOf(named.ranked().getFirst().mode());
                case Diagnosis.Uncertain uncertain -> -1;
                case Diagnosis.Quantity quantity ->
                    throw new IllegalArgumentException("asked for modes, answered " + quantity);
            };
            called[(int) truth][found < 0 ? modes.size() : found]++;
            if (diagnosis instanceof Diagnosis.Modes named) {
                importance.add(named.because());
                curves.add((int) truth, named.ranked());
            } else {
                curves.add((int) truth, List.of());
            }
            count++;
            right += found == (int) truth ? 1 : 0;
            withoutAnswer += found < 0 ? 1 : 0;
            for (int i = 0; i < modes.size(); i++) {
                hits.get(i).add(i == (int) truth, i == found);
            }
        }

        private double accuracy() {
            return (double) right / count;
        }

        private double commonest() {
            return hits.stream().mapToInt(Hits::present).max().orElseThrow() / (double) count;
        }

        private double meanF1() {
            return hits.stream().mapToDouble(Hits::f1).average().orElseThrow();
        }

        @Override
        public void print(PrintWriter print) {
            print.printf(
                    Locale.ROOT,
                    "on unseen rows: accuracy %.3f (commonest alone %.3f), mean F1 %.3f, without an answer %d%n",
                    accuracy(),
                    commonest(),
                    meanF1(),
                    withoutAnswer);
            for (int i = 0; i < modes.size(); i++) {
                Hits its = hits.get(i);
                print.printf(
                        Locale.ROOT,
                        "  %-20s %7d rows   precision %.3f   recall %.3f   F1 %.3f%n",
                        modes.get(i),
                        its.present(),
                        its.precision(),
                        its.recall(),
                        its.f1());
            }
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("unseen-accuracy", accuracy());
            facts.put("unseen-mean-f1", meanF1());
            facts.put("commonest", commonest());
            return facts;
        }

        @Override
        public void report(Page page) {
            List<String> columns = new ArrayList<>(modes);
            columns.add("no answer");
            page.heading("What was called what").confusion(columns, called);
            curves.report(page);
            importance.report(page, "log-odds of the mode that was called");
        }
    }

    /** A row without an answer is in no figure but its own count. */
    final class OfQuantity implements TableScores {

        private final List<double[]> pairs = new ArrayList<>();
        private final Importance importance = new Importance();
        private int withoutAnswer;

        private OfQuantity() {}

        @Override
        public void add(float truth, Diagnosis diagnosis) {
            switch (diagnosis) {
                case Diagnosis.Quantity quantity -> {
                    pairs.add(new double[] {quantity.value(), truth});
                    importance.add(quantity.because());
                }
                case Diagnosis.Uncertain uncertain -> withoutAnswer++;
                case Diagnosis.Modes modes -> throw new IllegalArgumentException("asked how much, answered " + modes);
            }
        }

        private double rmse() {
            return Math.sqrt(pairs.stream()
                    .mapToDouble(pair -> (pair[0] - pair[1]) * (pair[0] - pair[1]))
                    .average()
                    .orElse(Double.NaN));
        }

        /** Of always saying the mean. */
        private double deviation() {
            double mean = pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(Double.NaN);
            return Math.sqrt(pairs.stream()
                    .mapToDouble(pair -> (pair[1] - mean) * (pair[1] - mean))
                    .average()
                    .orElse(Double.NaN));
        }

        @Override
        public void print(PrintWriter print) {
            print.printf(
                    Locale.ROOT,
                    "on unseen rows: RMSE %.4g (always the mean %.4g), share of the variance told %.3f, mean error %.4g,"
                            + " without an answer %d%n",
                    rmse(),
                    deviation(),
                    1 - Math.pow(rmse() / deviation(), 2),
                    pairs.stream()
                            .mapToDouble(pair -> Math.abs(pair[0] - pair[1]))
                            .average()
                            .orElse(Double.NaN),
                    withoutAnswer);
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("unseen-rmse", rmse());
            facts.put("mean-rmse", deviation());
            facts.put("unseen-without-answer", withoutAnswer);
            return facts;
        }

        @Override
        public void report(Page page) {
            double[] truths = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
            double[] told = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
            double least = Arrays.stream(truths).min().orElse(0);
            double most = Math.max(least + 1e-9, Arrays.stream(truths).max().orElse(1));
            Chart chart = new Chart(new Chart.Span("true", least, most), new Chart.Span("told", least, most))
                    .line(new double[] {least, most}, new double[] {least, most}, "#999")
                    .points(truths, told, 2, "#06c");
            page.heading("Told against true").markup(chart.svg());
            importance.report(page, "the column's own unit");
        }
    }
}
