package org.millwright.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One line of JSON on standard output, for the program that started this one. */
final class JsonLine {

    private final Map<String, String> fields = new LinkedHashMap<>();

    JsonLine with(String name, long value) {
        fields.put(name, Long.toString(value));
        return this;
    }

    JsonLine with(String name, boolean value) {
        fields.put(name, Boolean.toString(value));
        return this;
    }

    /** @param text without characters that JSON escapes, such as an address */
    JsonLine with(String name, String text) {
        fields.put(name, '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        return this;
    }

    /** Flushed, so that a parent that waits for it sees it at once. */
    void print() {
        System.out.println(this);
        System.out.flush();
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
