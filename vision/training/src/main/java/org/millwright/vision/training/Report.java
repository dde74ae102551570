package org.millwright.vision.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.millwright.hardware.training.report.Chart;
import org.millwright.hardware.training.report.Page;
import org.millwright.vision.DefectMap;

/** One HTML page about a training: figures, ROC, confusion, worst misses. No script, nothing from elsewhere. */
final class Report {

    private static final int SHOWN = 12;
    private final Page page;
    private final Figures figures;
    private final Verdicts verdicts;

    private Report(Page page, Figures figures) {
        this.page = page;
        this.figures = figures;
        this.verdicts = figures.verdicts();
    }

    /**
     * The page.
     *
     * @param facts what was done, a line each
     * @param json as {@link Figures#toJson} gave it
     */
    static byte[] of(String title, Map<String, String> facts, Figures figures, Map<String, Object> json) {
        Page page = new Page(title, facts);
        Report report = new Report(page, figures);
        report.numbers(json);
        if (report.verdicts.tellsGood()) {
            report.roc();
        }
        if (report.verdicts.lesson().hasClasses()) {
            report.confusion();
        }
        report.misses();
        return page.bytes();
    }

    private void numbers(Map<String, Object> json) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<?, ?> intervals = json.get("interval-95") instanceof Map<?, ?> map ? map : Map.of();
        json.forEach((name, value) -> {
            if (value instanceof Map<?, ?> of) {
                if (name.endsWith("-by-class")) {
                    of.forEach((kind, its) -> said.put(name.replace("-by-class", " of ") + kind, String.valueOf(its)));
                }
            } else {
                Object interval = intervals.get(name);
                said.put(name, value + (interval == null ? "" : " " + interval));
            }
        });
        page.heading("Test split")
                .paragraph(
                        "Pictures that neither trained the network nor chose its limits. Brackets: 95 % interval over"
                                + " groups of pictures that show the same thing.")
                .facts(said);
    }

    private void roc() {
        double[] good = Verdicts.scores(verdicts.good());
        double[] bad = Verdicts.scores(verdicts.defects());
        double[] limits = Verdicts.scores(verdicts.answers());
        Arrays.sort(limits);
        double[] alarms = new double[limits.length + 1];
        double[] found = new double[limits.length + 1];
        for (int i = limits.length - 1; i >= 0; i--) {
            alarms[limits.length - i] = above(good, limits[i]);
            found[limits.length - i] = above(bad, limits[i]);
        }
        Chart chart = new Chart(
                        Chart.Span.share("share of good parts called defective"),
                        Chart.Span.share("share of defects found"))
                .line(alarms, found, "#06c")
                .points(new double[] {verdicts.falseAlarms()}, new double[] {verdicts.recall()}, 5, "#c00");
        page.heading("Found against false alarms")
                .markup(chart.svg())
                .paragraph(String.format(Locale.ROOT, "The dot is the limit %.4f.", DefectMap.share(verdicts.limit())));
    }

    private static double above(double[] scores, double limit) {
        return scores.length == 0
                ? 0
                : Arrays.stream(scores).filter(s -> s >= limit).count() / (double) scores.length;
    }

    private void confusion() {
        List<String> kinds = verdicts.lesson().kinds();
        long[][] counts = new long[kinds.size()][kinds.size()];
        for (int is = 0; is < counts.length; is++) {
            for (Answer answer : verdicts.ofKind(kinds.get(is))) {
                int called = kinds.indexOf(verdicts.kind(answer));
                if (called >= 0) {
                    counts[is][called]++;
                }
            }
        }
        page.heading("Classes").confusion(kinds, counts);
    }

    private void misses() {
        if (verdicts.tellsGood()) {
            gallery(
                    "Defects with the lowest scores",
                    verdicts.defects().stream()
                            .sorted(Comparator.comparingDouble(Answer::score))
                            .toList());
            gallery(
                    "Good parts with the highest scores",
                    verdicts.good().stream()
                            .sorted(Comparator.comparingDouble(Answer::score).reversed())
                            .toList());
        }
        if (!figures.pixels().isEmpty()) {
            gallery(
                    "Worst places: least overlap with the mask",
                    verdicts.answers().stream()
                            .filter(answer -> answer.example().masked())
                            .sorted(Comparator.comparingDouble(answer -> figures.dice(List.of(answer))))
                            .toList());
        }
        if (verdicts.lesson().hasClasses()) {
            gallery(
                    "Wrong classes",
                    verdicts.answers().stream()
                            .filter(answer -> !verdicts.kind(answer)
                                    .equals(answer.example().kind()))
                            .toList());
        }
    }

    private void gallery(String title, List<Answer> answers) {
        page.heading(title);
        if (answers.isEmpty()) {
            page.paragraph("None.");
        } else {
            page.markup(answers.stream().limit(SHOWN).map(this::figure).collect(Collectors.joining("\n")));
        }
    }

    private String figure(Answer answer) {
        Example example = answer.example();
        StringBuilder figure = new StringBuilder("<figure><img alt=\"\" src=\"" + Drawings.plain(example) + "\">");
        StringBuilder said = new StringBuilder(Page.text(example.name()));
        if (verdicts.lesson().hasMap()) {
            figure.append("<img alt=\"\" src=\"").append(Drawings.heat(answer)).append("\">");
            said.append(String.format(Locale.ROOT, ", score %.4f", DefectMap.share(answer.score())));
        }
        if (verdicts.lesson().hasClasses()) {
            said.append(", called ").append(Page.text(verdicts.kind(answer)));
        }
        if (example.masked() && !figures.pixels().isEmpty()) {
            said.append(String.format(Locale.ROOT, ", Dice %.2f", figures.dice(List.of(answer))));
        }
        return figure.append("<figcaption>")
                .append(said)
                .append("</figcaption></figure>")
                .toString();
    }
}
