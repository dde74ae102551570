package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects what is wrong in one file; used by one thread. */
final class Problems {

    /** A file that is wrong everywhere is a wrong file: more would only scroll the first ones away. */
    private static final int LIMIT = 500;

    private final Path file;
    private final LinkedHashSet<Problem> found = new LinkedHashSet<>();
    private int more;

    Problems(Path file) {
        this.file = file;
    }

    void add(int line, String key, String value, String fault, String remedy) {
        Problem problem = new Problem(file, line, key, Shown.of(key, value), fault, remedy);
        if (found.size() < LIMIT) {
            found.add(problem);
        } else {
            more++;
        }
    }

    void add(int line, String fault, String remedy) {
        add(line, "", "", fault, remedy);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the lines. */
    List<Problem> sorted() {
        List<Problem> all = new ArrayList<>(found);
        all.sort(Comparator.comparingInt(Problem::line));
        if (more > 0) {
            all.add(new Problem(file, 0, "", "", more + " more problems are not shown", "mend these first"));
        }
        return List.copyOf(all);
    }
}
