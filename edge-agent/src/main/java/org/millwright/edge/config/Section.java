package org.millwright.edge.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One map of the file.
 *
 * <p>Every method reports what is wrong and gives a stand-in, so that one pass finds every problem. The keys that were
 * asked for are the keys that exist: {@link #end} reports the others.
 */
final class Section {

    private final String path;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Problems problems;
    private final boolean present;

    private Section(String path, int line, Problems problems, boolean present) {
        this.path = path;
        this.line = line;
        this.problems = problems;
        this.present = present;
    }

    static Section of(String path, MappingNode node, Problems problems) {
        Section section = new Section(path, YamlFile.line(node), problems, true);
        for (NodeTuple tuple : node.getValue()) {
            section.put(tuple);
        }
        return section;
    }

    /** Stands for a map that is missing or wrong and was reported: nothing below it is reported again. */
    static Section absent(String path, Problems problems) {
        return new Section(path, 0, problems, false);
    }

    private void put(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            problems.add(YamlFile.line(tuple.getKeyNode()), path, "", "a key is not plain text", "write key: value");
            return;
        }
        String key = scalar.getValue();
        Entry entry = new Entry(childPath(key), YamlFile.line(scalar), tuple.getValueNode(), problems);
        Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
            entry.problem("is given twice (first in line " + first.line() + ")", "keep one of them");
        }
    }

    private String childPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean isPresent() {
        return present;
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    Set<String> keys() {
        return entries.keySet();
    }

    Optional<Entry> find(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Empty where the key is absent, or wrong and reported. */
    <T> Optional<T> find(String key, Format<T> format) {
        return find(key).flatMap(entry -> entry.read(format));
    }

    <T> T optional(String key, Format<T> format, T fallback) {
        return find(key, format).orElse(fallback);
    }

    <T> T required(String key, Format<T> format) {
        Optional<Entry> entry = find(key);
        if (entry.isEmpty()) {
            missing(key, format.remedy());
        }
        return entry.flatMap(found -> found.read(format)).orElse(format.standIn());
    }

    void missing(String key, String remedy) {
        if (present) {
            problems.add(line, childPath(key), "", "is missing", remedy);
        }
    }

    /** The map below a key; {@link #isPresent} tells whether it was there. */
    Section section(String key) {
        return find(key).map(Entry::section).orElseGet(() -> absent(childPath(key), problems));
    }

    Section requiredSection(String key, String remedy) {
        if (!has(key)) {
            missing(key, remedy);
        }
        return section(key);
    }

    /** The items of a list; empty where the key is absent. */
    List<Entry> items(String key) {
        return find(key).map(Entry::items).orElse(List.of());
    }

    /** The maps of a list. */
    List<Section> sections(String key) {
        return items(key).stream()
                .map(Entry::section)
                .filter(Section::isPresent)
                .toList();
    }

    /** Reports all but one of the keys that exclude one another. */
    void atMostOneOf(String... keys) {
        List<String> given = new ArrayList<>();
        for (String key : keys) {
            if (has(key)) {
                given.add(key);
            }
        }
        for (String extra : given.subList(Math.min(1, given.size()), given.size())) {
            Entry entry = entries.get(extra);
            if (entry != null) {
                entry.problem("excludes " + given.getFirst(), "keep one of " + Words.list(given, "and"));
            }
        }
    }

    void problem(String key, String fault, String remedy) {
        @Nullable Entry entry = entries.get(key);
        if (entry != null) {
            entry.problem(fault, remedy);
        } else if (present) {
            problems.add(line, childPath(key), "", fault, remedy);
        }
    }

    void problem(String fault, String remedy) {
        if (present) {
            problems.add(line, path, "", fault, remedy);
        }
    }

    /** Reports every key that nothing asked for. */
    void end() {
        Collection<String> known = new LinkedHashSet<>(asked);
        known.removeAll(entries.keySet());
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            String key = entry.getKey();
            if (!asked.contains(key)) {
                String remedy = Suggestion.closest(key, known)
                        .or(() -> Suggestion.closest(key, asked))
                        .map(close -> "did you mean " + (Shown.isSecret(close) ? close + "-env" : close) + "?")
                        .orElseGet(() -> "the keys here are " + Words.list(asked, "and"));
                entry.getValue().unknown(remedy);
            }
        }
    }
}
