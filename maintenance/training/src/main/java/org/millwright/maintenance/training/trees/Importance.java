package org.millwright.maintenance.training.trees;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.training.report.Page;
import org.millwright.maintenance.diagnosis.Contribution;

/** Which columns move the answers most: their mean absolute Shapley value over unseen rows. NOT thread safe. */
final class Importance {

    private static final int SHOWN = 12;

    private final Map<String, Double> sums = new HashMap<>();
    private int rows;

    void add(List<Contribution> because) {
        rows++;
        because.forEach(one -> sums.merge(one.input(), Math.abs(one.share()), Double::sum));
    }

    /** @param unit of an answer, in words */
    void report(Page page, String unit) {
        List<List<String>> ranked = sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(SHOWN)
                .map(each -> List.of(each.getKey(), String.format(Locale.ROOT, "%.4g", each.getValue() / rows)))
                .toList();
        page.heading("Most important columns")
                .paragraph("How far each moved the answer on average, either way, in " + unit + ".")
                .table(List.of("column", "mean absolute Shapley value"), ranked);
    }
}
