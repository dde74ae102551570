package org.millwright.hardware.training.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One HTML page, written from the top down. No script, nothing from elsewhere. NOT thread safe. */
public final class Page {

    private static final String STYLE =
            "body{font:15px/1.45 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
                    + "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #bbb;padding:.25em .6em;text-align:right}"
                    + "th:first-child,td:first-child{text-align:left}figure{display:inline-block;margin:.5em;vertical-align:top;"
                    + "width:26em}figure img{width:12.5em;margin-right:.3em}figcaption{font-size:13px;color:#444}"
                    + "td.hit{background:#d9f2df}td.miss{background:#f9d9d5}svg text{font-size:11px;fill:#444}";

    private final StringBuilder html = new StringBuilder();

    /** @param facts what was done, a line each */
    public Page(String title, Map<String, String> facts) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(text(title))
                .append("</h1>\n");
        facts(facts);
    }

    public Page heading(String heading) {
        html.append("<h2>").append(text(heading)).append("</h2>\n");
        return this;
    }

    public Page paragraph(String paragraph) {
        html.append("<p>").append(text(paragraph)).append("</p>\n");
        return this;
    }

    /** A table of names and values. */
    public Page facts(Map<String, String> facts) {
        html.append("<table>");
        facts.forEach((name, value) -> row("td", List.of(name, value)));
        html.append("</table>\n");
        return this;
    }

    public Page table(List<String> head, List<List<String>> rows) {
        html.append("<table>");
        row("th", head);
        rows.forEach(row -> row("td", row));
        html.append("</table>\n");
        return this;
    }

    private void row(String cell, List<String> cells) {
        html.append("<tr>");
        for (String each : cells) {
            html.append('<')
                    .append(cell)
                    .append('>')
                    .append(text(each))
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        html.append("</tr>");
    }

    /**
     * What was called what.
     *
     * @param counts by what it is, then by what it was called, in the order of the names
     */
    public Page confusion(List<String> names, long[][] counts) {
        html.append("<table><tr><th>is \\ called</th>");
        names.forEach(name -> html.append("<th>").append(text(name)).append("</th>"));
        html.append("</tr>");
        for (int is = 0; is < counts.length; is++) {
            html.append("<tr><td>").append(text(names.get(is))).append("</td>");
            for (int called = 0; called < counts[is].length; called++) {
                long count = counts[is][called];
                String style = is == called ? " class=\"hit\"" : count > 0 ? " class=\"miss\"" : "";
                html.append("<td").append(style).append(">").append(count).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table>\n");
        return this;
    }

    /** @param markup as it is to stand there, such as a {@link Chart}: whoever made it has escaped it */
    public Page markup(String markup) {
        html.append(markup).append('\n');
        return this;
    }

    /** The page, in UTF-8; nothing can be added to it. */
    public byte[] bytes() {
        return (html + "</body></html>\n").getBytes(StandardCharsets.UTF_8);
    }

    /** As it may stand in markup. */
    public static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
