package org.millwright.edge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of the file and where it stands. */
record Entry(String path, int line, Node node, Problems problems) {

    /** Empty where it is wrong; then that is reported. */
    <T> Optional<T> read(Format<T> format) {
        if (!(node instanceof ScalarNode scalar)) {
            problem("is " + shape() + ", must be one value", format.remedy());
            return Optional.empty();
        }
        if (isNull()) {
            problem("is empty", format.remedy());
            return Optional.empty();
        }
        return switch (format.parse().apply(scalar.getValue())) {
            case Parsed.Ok<T>(T value) -> Optional.of(value);
            case Parsed.Wrong<T>(String fault, String remedy) -> {
                problem(fault, remedy.isEmpty() ? format.remedy() : remedy);
                yield Optional.empty();
            }
        };
    }

    Section section() {
        if (node instanceof MappingNode mapping) {
            return Section.of(path, mapping, problems);
        }
        problem("is " + shape() + ", must be a map", "write key: value lines below it, or {key: value}");
        return Section.absent(path, problems);
    }

    List<Entry> items() {
        if (!(node instanceof SequenceNode sequence)) {
            if (isNull()) {
                return List.of();
            }
            problem("is " + shape() + ", must be a list", "begin each item with \"- \", or write [a, b]");
            return List.of();
        }
        List<Entry> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Entry(path + "[" + items.size() + "]", YamlFile.line(item), item, problems));
        }
        return items;
    }

    /** A list, or one value that stands for a list of one. */
    List<Entry> oneOrMore() {
        return isList() ? items() : List.of(this);
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    private boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private String shape() {
        return switch (node) {
            case MappingNode _ -> "a map";
            case SequenceNode _ -> "a list";
            default -> isNull() ? "empty" : "one value";
        };
    }

    void problem(String fault, String remedy) {
        problems.add(line, path, text(), fault, remedy);
    }

    /** As {@link #problem}, for a value that may be a secret in the wrong place. */
    void hidden(String fault, String remedy) {
        problems.add(line, path, "***", fault, remedy);
    }

    /** A misspelt {@code password-env} may hold the password itself, so a look-alike of a secret key is not repeated. */
    void unknown(String remedy) {
        boolean secret = remedy.contains("-env") || remedy.contains("-file") || Shown.isSecret(path);
        problems.add(line, path, secret ? "***" : text(), "is not a key here", remedy);
    }

    private String text() {
        return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : "";
    }
}
