package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.millwright.hardware.training.report.Chart;
import org.millwright.hardware.training.report.Page;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInterval;

/** One HTML page about a training: how wrong the estimates are, of units that were held out, and where. */
final class LifeReport {

    private static final int BINS = 10;
    private static final int MOST_POINTS = 2_000;
    private static final String BLUE = "#06c";
    private static final String RED = "#c00";
    private static final String GREY = "#999";

    private final LifeContract contract;
    private final Examples held;
    private final double[] answers;
    private final double[] truths;
    private final Page page;

    private LifeReport(LifeContract contract, Examples held, double[] answers, Page page) {
        this.contract = contract;
        this.held = held;
        this.answers = answers;
        this.page = page;
        this.truths = new double[answers.length];
        Arrays.setAll(truths, i -> Math.min(contract.cap(), held.remaining(i)));
    }

    /**
     * The page.
     *
     * @param facts what was done, a line each
     * @param held windows of units that the network did not learn from, at least one; its answers are worked out here
     */
    static byte[] of(String title, Map<String, String> facts, LifeEnsemble ensemble, Examples held) {
        Page page = new Page(title, facts);
        LifeReport report = new LifeReport(ensemble.contract(), held, ensemble.answer(held), page);
        report.numbers(LifeScorer.byPyTorch(ensemble, held));
        report.predicted();
        report.errors();
        return page.bytes();
    }

    /** Where no unit was held out. */
    static byte[] without(String title, Map<String, String> facts) {
        return new Page(title, facts)
                .heading("Held-out units")
                .paragraph(
                        "There are none in this data: nothing can be said about units that the network has not seen.")
                .bytes();
    }

    private void numbers(Scores scores) {
        String unit = " " + contract.lifeUnit();
        page.heading("Held-out units")
                .paragraph(
                        "Units that the network did not learn from, as far as the training says so above; lives above "
                                + contract.cap() + unit + " count as " + contract.cap()
                                + ", as in training. Not smoothed.")
                .table(
                        List.of("estimates", "RMSE", "RMSE uncapped", "RMSE below 30 % of the cap", "NASA score"),
                        List.of(List.of(
                                Integer.toString(scores.count()),
                                said(scores.rmse()) + unit,
                                said(scores.rmseUncapped()) + unit,
                                said(scores.rmseNearEnd()) + unit,
                                said(scores.nasa()))));
        List<List<String>> rows = new ArrayList<>();
        for (Scores.Coverage coverage : scores.coverage()) {
            rows.add(List.of(
                    percent(coverage.nominal()),
                    percent(coverage.found()),
                    coverage.chance().row() + ", " + coverage.lives() + " units",
                    said(coverage.width()) + unit));
        }
        page.heading("Intervals")
                .table(List.of("says it holds", "held", "of all such units, in 19 of 20 cases", "mean width"), rows);
    }

    private void predicted() {
        int every = Math.max(1, Math.ceilDiv(answers.length, MOST_POINTS));
        double[] end = {0, contract.cap()};
        Chart chart = new Chart(life("true remaining life"), life("predicted"))
                .line(end, end, GREY)
                .points(every(truths, every), every(answers, every), 2, BLUE);
        page.heading("Predicted against true").markup(chart.svg());
        if (every > 1) {
            page.paragraph("Every " + every + "th of " + answers.length + " estimates is drawn.");
        }
    }

    private void errors() {
        double[] middles = new double[BINS];
        double[] rmse = new double[BINS];
        double[] mean = new double[BINS];
        List<List<String>> rows = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int of = bin;
            int[] its = IntStream.range(0, answers.length)
                    .filter(i -> Math.min(BINS - 1, (int) (BINS * truths[i] / contract.cap())) == of)
                    .toArray();
            middles[bin] = contract.cap() * (bin + 0.5) / BINS;
            rmse[bin] = Math.sqrt(Arrays.stream(its)
                    .mapToDouble(i -> Math.pow(answers[i] - truths[i], 2))
                    .average()
                    .orElse(Double.NaN));
            mean[bin] = Arrays.stream(its)
                    .mapToDouble(i -> answers[i] - truths[i])
                    .average()
                    .orElse(Double.NaN);
            rows.add(row(bin, its, rmse[bin], mean[bin]));
        }
        double most = Math.max(1e-9, 1.1 * largest(rmse, mean));
        Chart chart = new Chart(
                        life("true remaining life"), new Chart.Span("error, " + contract.lifeUnit(), -most, most))
                .line(new double[] {0, contract.cap()}, new double[] {0, 0}, GREY)
                .line(middles, mean, BLUE)
                .line(middles, rmse, RED);
        page.heading("Error over remaining life")
                .markup(chart.svg())
                .paragraph("Red: root of the mean square. Blue: mean; above 0 it promises more life than there is.")
                .table(
                        List.of("true remaining life", "estimates", "RMSE", "mean error", "in the first interval"),
                        rows);
    }

    private List<String> row(int bin, int[] its, double rmse, double mean) {
        String from = said(contract.cap() * bin / BINS) + " to " + said(contract.cap() * (bin + 1) / BINS);
        double inside =
                Arrays.stream(its).mapToDouble(i -> holds(i) ? 1 : 0).average().orElse(Double.NaN);
        return List.of(from, Integer.toString(its.length), said(rmse), said(mean), percent(inside));
    }

    private boolean holds(int i) {
        List<LifeInterval> around = contract.intervals().around(answers[i], held.late(i), held.step(i));
        return !around.isEmpty()
                && truths[i] >= around.getFirst().low()
                && truths[i] <= around.getFirst().high();
    }

    private Chart.Span life(String title) {
        return new Chart.Span(title + ", " + contract.lifeUnit(), 0, contract.cap());
    }

    private static double largest(double[]... all) {
        return Arrays.stream(all)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
    }

    private static double[] every(double[] values, int step) {
        double[] some = new double[Math.ceilDiv(values.length, step)];
        Arrays.setAll(some, i -> values[i * step]);
        return some;
    }

    private static String said(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
