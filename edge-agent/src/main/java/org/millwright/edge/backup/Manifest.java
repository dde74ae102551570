package org.millwright.edge.backup;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds, as text, one thing a line, in the entry {@value #NAME}.
 *
 * @param facts such as versions and the time; for people
 * @param moved original places of what was outside the configuration's folder, by place in the archive
 */
record Manifest(Map<String, String> facts, Map<String, String> moved, List<Item> items) {

    static final String NAME = "millwright-backup.txt";
    private static final String HEAD = "millwright backup 1";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int FILE_FIELDS = 5;

    Manifest {
        facts = new LinkedHashMap<>(facts);
        moved = new LinkedHashMap<>(moved);
        items = List.copyOf(items);
    }

    /** @param sha256 in hexadecimal; {@code place} is relative, with {@code /} */
    record Item(String place, long size, String sha256, Set<PosixFilePermission> rights) {

        Item {
            rights = Set.copyOf(rights);
        }

        private String line() {
            return "file " + sha256 + " " + size + " " + PosixFilePermissions.toString(rights) + " " + place;
        }

        /** Whatever an archive says, nothing is put anywhere but below the folder given. */
        private static Item of(String line) {
            String[] fields = line.split(" ", FILE_FIELDS);
            if (fields.length < FILE_FIELDS || !DIGEST.matcher(fields[1]).matches() || !isSafe(fields[4])) {
                throw damaged(line, null);
            }
            try {
                return new Item(
                        fields[4], Long.parseLong(fields[2]), fields[1], PosixFilePermissions.fromString(fields[3]));
            } catch (IllegalArgumentException e) {
                throw damaged(line, e);
            }
        }
    }

    private static BackupException damaged(String line, @Nullable Throwable cause) {
        return new BackupException("the archive is damaged or was tampered with: [" + line + "] in " + NAME, cause);
    }

    static boolean isSafe(String place) {
        if (place.isEmpty() || place.indexOf('\\') >= 0 || place.indexOf('\0') >= 0 || place.indexOf(':') >= 0) {
            return false;
        }
        for (String name : place.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }

    long bytes() {
        return items.stream().mapToLong(Item::size).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        facts.forEach((name, value) ->
                text.append("fact ").append(name).append(' ').append(value).append('\n'));
        moved.forEach((place, from) ->
                text.append("moved ").append(place).append(' ').append(from).append('\n'));
        items.forEach(item -> text.append(item.line()).append('\n'));
        return text.toString();
    }

    static Manifest parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new BackupException("the archive is of another version: its " + NAME + " does not begin with [" + HEAD
                    + "]; restore it with the version that made it");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> moved = new LinkedHashMap<>();
        List<Item> items = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", 3);
            if (words.length < 3) {
                throw damaged(line, null);
            }
            switch (words[0]) {
                case "fact" -> facts.put(words[1], words[2]);
                case "moved" -> moved.put(words[1], words[2]);
                default -> items.add(Item.of(line));
            }
        }
        return new Manifest(facts, moved, items);
    }
}
