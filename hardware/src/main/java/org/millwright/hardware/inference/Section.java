package org.millwright.hardware.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a bundle's manifest, read by key. Every reading method throws a {@link ModelException} that names the file
 * and the key when the value is missing or of another type.
 */
public final class Section {

    private final String where;
    private final Map<String, Object> values;

    /**
     * @param where names the section in messages, such as {@code "bundle.json of /models/surface: contract"}
     * @param values as a JSON object is read: text, numbers, flags, lists and maps of them
     */
    public Section(String where, Map<String, Object> values) {
        this.where = where;
        Map<String, Object> present = new HashMap<>(values);
        present.values().removeIf(Objects::isNull); // JSON's null is the same as nothing
        this.values = Collections.unmodifiableMap(present);
    }

    public String where() {
        return where;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public String text(String key) {
        return as(String.class, key, "a text");
    }

    public boolean flag(String key) {
        return as(Boolean.class, key, "true or false");
    }

    public double number(String key) {
        return as(Number.class, key, "a number").doubleValue();
    }

    public int whole(String key) {
        double value = number(key);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw wrong(key, "a whole number", value);
        }
        return (int) value;
    }

    public List<String> texts(String key) {
        return list(key, "a list of texts", item -> item instanceof String text ? text : null);
    }

    public List<Integer> wholes(String key) {
        return list(key, "a list of whole numbers", item -> item instanceof Integer whole ? whole : null);
    }

    public double[] numbers(String key) {
        return list(key, "a list of numbers", item -> item instanceof Number number ? number.doubleValue() : null)
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    public Section section(String key) {
        return nested(key, as(Map.class, key, "an object"));
    }

    public List<Section> sections(String key) {
        return list(key, "a list of objects", item -> item instanceof Map<?, ?> map ? nested(key, map) : null);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys.
    private Section nested(String key, Map<?, ?> map) {
        return new Section(where + (where.endsWith(":") ? " " : ".") + key, (Map<String, Object>) map);
    }

    private <T> List<T> list(String key, String expected, Function<Object, @Nullable T> convert) {
        List<T> converted = new ArrayList<>();
        for (Object item : (List<?>) as(List.class, key, expected)) {
            T value = convert.apply(item);
            if (value == null) {
                throw wrong(key, expected, item);
            }
            converted.add(value);
        }
        return List.copyOf(converted);
    }

    private <T> T as(Class<T> type, String key, String expected) {
        Object value = values.get(key);
        if (value == null) {
            throw new ModelException(where + " has no \"" + key + "\"; it must be " + expected);
        }
        if (!type.isInstance(value)) {
            throw wrong(key, expected, value);
        }
        return type.cast(value);
    }

    private ModelException wrong(String key, String expected, Object value) {
        return new ModelException(where + ": \"" + key + "\" is " + value + "; it must be " + expected);
    }

    @Override
    public String toString() {
        return where + " " + values;
    }
}
