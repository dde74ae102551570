package org.millwright.edge.config;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.millwright.edge.config.Parsed.Ok;

/** MQTT topics (MQTT 5.0, 4.7) and JSON pointers (RFC 6901) as text. */
final class Topics {

    private static final String MACHINE = "{machine}";
    private static final int LIMIT_BYTES = 65_535;
    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)*");

    /** A topic to read from; a level may be {@code {machine}} or {@code +}. */
    static final Format<String> FILTER =
            new Format<>("write a topic such as plant/line-1/meter-1, or plant/{machine}/state", "", Topics::filter);

    /** A topic to write to. */
    static final Format<String> NAME = new Format<>(
            "write a topic without + # or {machine}",
            "",
            text -> filter(text)
                    .then(topic -> topic.contains("+") || topic.contains("{")
                            ? Parsed.wrong("must be one topic, without placeholders")
                            : new Ok<>(topic)));

    static final Format<String> POINTER_FORMAT = new Format<>(
            "write a JSON pointer such as /active_power_kw, or \"\" for the whole document",
            "",
            text -> POINTER.matcher(text).matches()
                    ? new Ok<>(text)
                    : Parsed.wrong("is not a JSON pointer: it begins with /, and ~ is written ~0"));

    private Topics() {}

    private static Parsed<String> filter(String topic) {
        if (topic.isBlank() || topic.indexOf('\0') >= 0) {
            return Parsed.wrong("is not a topic: it is empty or holds a null character");
        }
        if (topic.getBytes(StandardCharsets.UTF_8).length > LIMIT_BYTES) {
            return Parsed.wrong("is longer than " + LIMIT_BYTES + " bytes");
        }
        int placeholders = 0;
        for (String level : topic.split("/", -1)) {
            if (level.contains("#")) {
                return new Parsed.Wrong<>(
                        "has a # level, which would make one signal of many",
                        "name the topic, or use {machine} for a level");
            }
            if (level.contains("+") && !level.equals("+")) {
                return Parsed.wrong("has a + that is not a whole level");
            }
            if (level.equals(MACHINE)) {
                placeholders++;
            } else if (level.contains("{") || level.contains("}")) {
                return new Parsed.Wrong<>(
                        "has a placeholder that is not {machine} as a whole level", "write …/{machine}/…");
            }
        }
        return placeholders > 1 ? Parsed.wrong("has {machine} more than once") : new Ok<>(topic);
    }

    static boolean namesMachine(String topic) {
        return topic.contains(MACHINE);
    }
}
