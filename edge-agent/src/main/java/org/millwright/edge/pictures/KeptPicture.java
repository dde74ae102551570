package org.millwright.edge.pictures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.edge.signal.Verdict;

/**
 * A kept picture, and what was said about it.
 *
 * @param id of the picture at its station: when it was taken and which it was
 * @param classes what the model may call a defect
 * @param label what a person says it is; empty while nobody has said
 */
public record KeptPicture(
        String id,
        String part,
        String result,
        String score,
        String defectClass,
        String reason,
        String model,
        List<String> classes,
        String label) {

    public KeptPicture {
        classes = List.copyOf(classes);
    }

    static KeptPicture of(Verdict verdict, List<String> classes) {
        return new KeptPicture(
                verdict.capturedNanos() + "-" + verdict.sequence(),
                verdict.part(),
                verdict.result().name().toLowerCase(Locale.ROOT),
                Double.isFinite(verdict.score()) ? String.format(Locale.ROOT, "%.4f", verdict.score()) : "",
                verdict.details().defectClass(),
                verdict.reason(),
                verdict.model(),
                classes,
                "");
    }

    KeptPicture labelled(String name) {
        return new KeptPicture(id, part, result, score, defectClass, reason, model, classes, name);
    }

    /** A line for each, as {@code key=value}. */
    String text() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("part", part);
        values.put("result", result);
        values.put("score", score);
        values.put("class", defectClass);
        values.put("reason", reason);
        values.put("model", model);
        values.put("classes", String.join("\t", classes));
        values.put("label", label);
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key)
                .append('=')
                .append(value.replaceAll("\\R", " "))
                .append('\n'));
        return text.toString();
    }

    static KeptPicture parse(String id, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            values.put(line.substring(0, at), line.substring(at + 1));
        });
        String classes = values.getOrDefault("classes", "");
        return new KeptPicture(
                id,
                values.getOrDefault("part", ""),
                values.getOrDefault("result", ""),
                values.getOrDefault("score", ""),
                values.getOrDefault("class", ""),
                values.getOrDefault("reason", ""),
                values.getOrDefault("model", ""),
                classes.isEmpty() ? List.of() : List.of(classes.split("\t")),
                values.getOrDefault("label", ""));
    }
}
