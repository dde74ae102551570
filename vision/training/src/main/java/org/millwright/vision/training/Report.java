package org.millwright.vision.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.millwright.vision.DefectMap;

/** One HTML page about a training: figures, ROC, confusion, worst misses. No script, nothing from elsewhere. */
final class Report {

    private static final int SHOWN = 12;
    private static final int CHART = 320;
    private static final String STYLE =
            "body{font:15px/1.45 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
                    + "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #bbb;padding:.25em .6em;text-align:right}"
                    + "th:first-child,td:first-child{text-align:left}figure{display:inline-block;margin:.5em;vertical-align:top;"
                    + "width:26em}figure img{width:12.5em;margin-right:.3em}figcaption{font-size:13px;color:#444}"
                    + "td.hit{background:#d9f2df}td.miss{background:#f9d9d5}";

    private final StringBuilder html = new StringBuilder();
    private final Figures figures;
    private final Verdicts verdicts;

    private Report(Figures figures) {
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
        Report report = new Report(figures);
        report.head(title, facts);
        report.numbers(json);
        if (report.verdicts.tellsGood()) {
            report.roc();
        }
        if (report.verdicts.lesson().hasClasses()) {
            report.confusion();
        }
        report.misses();
        report.html.append("</body></html>\n");
        return report.html.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void head(String title, Map<String, String> facts) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(text(title))
                .append("</h1>\n<table>");
        facts.forEach((name, value) -> row(name, value));
        html.append("</table>\n");
    }

    private void numbers(Map<String, Object> json) {
        html.append(
                        "<h2>Test split</h2>\n<p>Pictures that neither trained the network nor chose its limits. Brackets: 95 % ")
                .append("interval over groups of pictures that show the same thing.</p>\n<table>");
        Map<?, ?> intervals = json.get("interval-95") instanceof Map<?, ?> map ? map : Map.of();
        json.forEach((name, value) -> {
            if (value instanceof Map<?, ?> of) {
                if (name.endsWith("-by-class")) {
                    of.forEach((kind, its) -> row(name.replace("-by-class", " of ") + kind, String.valueOf(its)));
                }
            } else {
                Object interval = intervals.get(name);
                row(name, value + (interval == null ? "" : " " + interval));
            }
        });
        html.append("</table>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><td>")
                .append(text(name))
                .append("</td><td>")
                .append(text(value))
                .append("</td></tr>");
    }

    /** False alarms to the right, defects found upwards; the dot is the limit. */
    private void roc() {
        double[] good = Verdicts.scores(verdicts.good());
        double[] bad = Verdicts.scores(verdicts.defects());
        StringBuilder points = new StringBuilder("0," + CHART);
        double[] limits = Verdicts.scores(verdicts.answers());
        Arrays.sort(limits);
        for (int i = limits.length - 1; i >= 0; i--) {
            points.append(String.format(
                    Locale.ROOT, " %.1f,%.1f", CHART * above(good, limits[i]), CHART * (1 - above(bad, limits[i]))));
        }
        html.append(String.format(
                Locale.ROOT,
                "<h2>Found against false alarms</h2>\n<svg width=\"%d\" height=\"%d\" viewBox=\"-10 -10 %d %d\">"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>"
                        + "<polyline points=\"%s\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>"
                        + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#c00\"/></svg>"
                        + "<p>To the right the share of good parts called defective, upwards the share of defects found, both 0 to"
                        + " 1; the dot is the limit %.4f.</p>%n",
                CHART + 20,
                CHART + 20,
                CHART + 20,
                CHART + 20,
                CHART,
                CHART,
                points,
                CHART * verdicts.falseAlarms(),
                CHART * (1 - verdicts.recall()),
                DefectMap.share(verdicts.limit())));
    }

    private static double above(double[] scores, double limit) {
        return scores.length == 0
                ? 0
                : Arrays.stream(scores).filter(s -> s >= limit).count() / (double) scores.length;
    }

    private void confusion() {
        List<String> kinds = verdicts.lesson().kinds();
        html.append("<h2>Classes</h2>\n<table><tr><th>is \\ called</th>");
        kinds.forEach(kind -> html.append("<th>").append(text(kind)).append("</th>"));
        html.append("</tr>");
        for (String is : kinds) {
            html.append("<tr><td>").append(text(is)).append("</td>");
            for (String called : kinds) {
                long count = verdicts.ofKind(is).stream()
                        .filter(answer -> verdicts.kind(answer).equals(called))
                        .count();
                String style = is.equals(called) ? " class=\"hit\"" : count > 0 ? " class=\"miss\"" : "";
                html.append("<td").append(style).append(">").append(count).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table>\n");
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
        html.append("<h2>").append(title).append("</h2>\n");
        html.append(answers.stream().limit(SHOWN).map(this::figure).collect(Collectors.joining("\n")));
        if (answers.isEmpty()) {
            html.append("<p>None.</p>");
        }
        html.append('\n');
    }

    private String figure(Answer answer) {
        Example example = answer.example();
        StringBuilder figure = new StringBuilder("<figure><img alt=\"\" src=\"" + Drawings.plain(example) + "\">");
        StringBuilder said = new StringBuilder(text(example.name()));
        if (verdicts.lesson().hasMap()) {
            figure.append("<img alt=\"\" src=\"").append(Drawings.heat(answer)).append("\">");
            said.append(String.format(Locale.ROOT, ", score %.4f", DefectMap.share(answer.score())));
        }
        if (verdicts.lesson().hasClasses()) {
            said.append(", called ").append(text(verdicts.kind(answer)));
        }
        if (example.masked() && !figures.pixels().isEmpty()) {
            said.append(String.format(Locale.ROOT, ", Dice %.2f", figures.dice(List.of(answer))));
        }
        return figure.append("<figcaption>")
                .append(said)
                .append("</figcaption></figure>")
                .toString();
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
