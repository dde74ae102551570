package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.millwright.hardware.training.report.Chart;
import org.millwright.hardware.training.report.Page;
import org.millwright.maintenance.diagnosis.Diagnosis;

/** What every limit of probability would find and falsely name, for each mode, over unseen rows. NOT thread safe. */
final class ModeCurves {

    private static final String BLUE = "#06c";

    private final List<String> modes;
    private final List<Row> rows = new ArrayList<>();

    /** @param probabilities in the order of the modes */
    private record Row(int truth, List<Double> probabilities) {}

    ModeCurves(List<String> modes) {
        this.modes = modes;
    }

    /** @param ranked empty where there was no answer: every mode was improbable then */
    void add(int truth, List<Diagnosis.Probable> ranked) {
        Double[] probabilities = new Double[modes.size()];
        Arrays.fill(probabilities, 0.0);
        ranked.forEach(one -> probabilities[modes.indexOf(one.mode())] = one.probability());
        rows.add(new Row(truth, List.of(probabilities)));
    }

    void report(Page page) {
        page.heading("Found against false alarms, and precision");
        for (int mode = 0; mode < modes.size(); mode++) {
            curves(mode, page);
        }
    }

    /** One point for each different probability, so that ties do not draw what no limit can reach. */
    private void curves(int mode, Page page) {
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparingDouble(
                                (Row row) -> row.probabilities().get(mode))
                        .reversed())
                .toList();
        int present = (int) rows.stream().filter(row -> row.truth() == mode).count();
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, 0, 1});
        int found = 0;
        for (int i = 0; i < sorted.size(); i++) {
            found += sorted.get(i).truth() == mode ? 1 : 0;
            boolean last = i + 1 == sorted.size() || probability(sorted, i + 1, mode) < probability(sorted, i, mode);
            if (last) {
                points.add(new double[] {
                    (i + 1 - found) / Math.max(1.0, rows.size() - present),
                    found / Math.max(1.0, present),
                    found / (i + 1.0)
                });
            }
        }
        double[] recall = column(points, 1);
        Chart roc = new Chart(Chart.Span.share("share of other rows called so"), Chart.Span.share("share found"))
                .line(column(points, 0), recall, BLUE);
        Chart precision = new Chart(
                        Chart.Span.share("share found"), Chart.Span.share("share of those called so that are"))
                .line(recall, column(points, 2), BLUE);
        page.paragraph(modes.get(mode) + ", " + present + " rows").markup(roc.svg() + precision.svg());
    }

    private static double probability(List<Row> sorted, int row, int mode) {
        return sorted.get(row).probabilities().get(mode);
    }

    private static double[] column(List<double[]> points, int at) {
        return points.stream().mapToDouble(point -> point[at]).toArray();
    }
}
