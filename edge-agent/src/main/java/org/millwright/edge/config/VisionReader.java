package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code models:} and {@code pictures:}. */
final class VisionReader {

    private static final Format<Boolean> SWITCH = Formats.choice(switches());
    private static final Format<Long> QUOTA = Formats.size("512MiB, or 0MiB to keep none");
    private static final long DEFAULT_QUOTA_BYTES = 512L << 20;

    private final PlacedFiles files;
    private final Path data;

    VisionReader(PlacedFiles files, Path data) {
        this.files = files;
        this.data = data;
    }

    private static Map<String, Boolean> switches() {
        Map<String, Boolean> switches = new LinkedHashMap<>();
        switches.put("true", true);
        switches.put("false", false);
        return switches;
    }

    ModelsConfig models(Section section) {
        Path folder = section.optional("folder", files.folderToMake(), data.resolve("models"));
        List<Path> keys = new ArrayList<>();
        for (Entry entry : section.items("trusted-keys")) {
            entry.read(files.existingFile()).ifPresent(keys::add);
        }
        boolean required = section.optional("require-signature", SWITCH, false);
        if (required && !section.has("trusted-keys")) {
            section.problem("require-signature", "needs keys", "list public keys in trusted-keys: [keys/plant.pub]");
        }
        boolean rollback = section.optional("automatic-rollback", SWITCH, true);
        section.end();
        return new ModelsConfig(folder, keys, required, rollback);
    }

    PicturesConfig pictures(Section section) {
        Path folder = section.optional("folder", files.folderToMake(), data.resolve("pictures"));
        long quota = section.optional("quota", QUOTA, DEFAULT_QUOTA_BYTES);
        section.end();
        return new PicturesConfig(folder, quota);
    }
}
