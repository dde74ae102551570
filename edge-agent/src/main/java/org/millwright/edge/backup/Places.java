package org.millwright.edge.backup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a file of this machine is in an archive: as it lies below the configuration's folder, or {@code elsewhere}. */
final class Places {

    private final Map<Path, String> roots = new LinkedHashMap<>();
    private final Map<String, String> moved = new LinkedHashMap<>();

    Places(Path base) {
        roots.put(base, "");
    }

    /** Original places by place in the archive. */
    Map<String, String> moved() {
        return moved;
    }

    /** @param path absolute and normal */
    String of(Path path) {
        for (Map.Entry<Path, String> root : roots.entrySet()) {
            if (path.startsWith(root.getKey())) {
                String below = root.getKey().relativize(path).toString().replace('\\', '/');
                return root.getValue().isEmpty() || below.isEmpty()
                        ? root.getValue() + below
                        : root.getValue() + "/" + below;
            }
        }
        String place = "elsewhere/" + roots.size() + "-"
                + path.getFileName().toString().replace(' ', '_');
        roots.put(path, place);
        moved.put(place, path.toString());
        return place;
    }
}
