package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pictures show the same thing and must not be parted between training and test: by a file that says so, else those
 * that look alike.
 */
final class Groups {

    private static final Set<String> PICTURE_COLUMNS = Set.of("image", "file", "picture", "name", "filename");

    private Groups() {}

    /**
     * The examples with their groups.
     *
     * @param named the grouping file: comma-separated, a header line, the picture's name (its extension may be left out) in the first
     *     column and its group in the second; empty to take the one that lies in the folder, or to compare the pictures
     */
    static List<Example> assign(Path folder, List<Example> examples, Optional<Path> named) throws IOException {
        Optional<Path> file = named.isPresent() ? named : find(folder);
        int[] groups = file.isPresent() ? fromFile(file.get(), examples) : LookAlikes.groups(examples);
        List<Example> grouped = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            grouped.add(examples.get(i).inGroup(groups[i]));
        }
        return List.copyOf(grouped);
    }

    /** Whether there is a file that says which pictures show the same thing. */
    static boolean areTold(Path folder, Optional<Path> named) throws IOException {
        return named.isPresent() || find(folder).isPresent();
    }

    static long count(List<Example> examples) {
        return examples.stream().mapToInt(Example::group).distinct().count();
    }

    private static Optional<Path> find(Path folder) throws IOException {
        for (Path file : Catalogue.list(folder)) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty() && isHeader(lines.getFirst())) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isHeader(String line) {
        String[] columns = line.strip().split(",", -1);
        return columns.length == 2
                && PICTURE_COLUMNS.contains(columns[0].strip().toLowerCase(Locale.ROOT));
    }

    private static int[] fromFile(Path file, List<Example> examples) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !isHeader(lines.getFirst())) {
            throw new IOException(file + " must begin with a line such as image,group, and name one picture a line");
        }
        Map<String, String> groupOf = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.lastIndexOf(',');
            if (comma > 0) {
                groupOf.put(
                        line.substring(0, comma).strip().replace('\\', '/'),
                        line.substring(comma + 1).strip());
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[examples.size()];
        int known = 0;
        for (int i = 0; i < groups.length; i++) {
            String name = examples.get(i).name();
            String group = groupOf.getOrDefault(name, groupOf.get(withoutExtension(name)));
            known += group == null ? 0 : 1;
            // A picture that the file does not name stands for itself.
            groups[i] = numbers.computeIfAbsent(group == null ? "/" + name : group, any -> numbers.size());
        }
        if (known == 0) {
            throw new IOException(file + " names none of the pictures, such as "
                    + examples.getFirst().name() + ": write their names as they are from the folder on");
        }
        return groups;
    }

    private static String withoutExtension(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('/') + 1));
    }
}
