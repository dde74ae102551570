package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which pictures a folder holds, of which class, with which masks; nothing is opened.
 *
 * <p>Three layouts are known: a folder for each class ({@code scratch/12.jpg}, with its mask beside it as
 * {@code scratch/12.png} or {@code scratch/12_mask.png}, or in {@code masks/scratch/}); {@code train/}, {@code test/} and
 * {@code ground_truth/}, each with a folder a class, as MVTec AD has it; and pictures of good parts without any folder.
 *
 * @param entries in the order of their names
 */
record Catalogue(Path folder, List<Entry> entries) {

    private static final Set<String> FORMATS = Set.of("jpg", "jpeg", "png", "bmp");
    private static final Set<String> MASK_FOLDERS = Set.of("masks", "mask", "ground_truth");
    private static final String MASK_SUFFIX = "_mask";
    private static final String MASK = "png";

    /**
     * One picture.
     *
     * @param name from the folder on, with {@code /}, as a grouping file has it
     * @param kind its class: the name of the folder it lies in
     */
    record Entry(Path file, String name, String kind, Optional<Path> mask) {}

    /** @throws IOException naming the folder and the layouts when it holds no pictures */
    static Catalogue read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder; name one that holds a folder of pictures for each class");
        }
        List<Entry> entries = new ArrayList<>();
        if (Files.isDirectory(folder.resolve("test")) && Files.isDirectory(folder.resolve("ground_truth"))) {
            for (String part : List.of("train", "test")) {
                if (Files.isDirectory(folder.resolve(part))) {
                    addClasses(folder, folder.resolve(part), entries);
                }
            }
        } else {
            addClasses(folder, folder, entries);
            if (entries.isEmpty()) {
                add(folder, folder, Good.NAME, entries);
            }
        }
        if (entries.isEmpty()) {
            throw new IOException(folder + " holds no pictures (" + String.join(", ", new TreeSet<>(FORMATS))
                    + "): put them into a folder for each class, such as good/ and scratch/");
        }
        return new Catalogue(folder, List.copyOf(entries));
    }

    /** The classes, in the order of their names. */
    List<String> kinds() {
        return entries.stream().map(Entry::kind).distinct().sorted().toList();
    }

    private static void addClasses(Path root, Path folder, List<Entry> entries) throws IOException {
        for (Path kind : list(folder)) {
            String name = name(kind);
            if (Files.isDirectory(kind) && !MASK_FOLDERS.contains(name) && !name.startsWith(".")) {
                add(root, kind, name, entries);
            }
        }
    }

    private static void add(Path root, Path folder, String kind, List<Entry> entries) throws IOException {
        List<Path> pictures = list(folder).stream()
                .filter(file -> FORMATS.contains(extension(file)) && Files.isRegularFile(file))
                .toList();
        Set<String> others = new HashSet<>(); // stems of pictures that are surely no masks
        pictures.stream().filter(file -> !extension(file).equals(MASK)).forEach(file -> others.add(stem(file)));
        Set<String> stems = new HashSet<>(others);
        pictures.forEach(file -> stems.add(stem(file)));
        for (Path file : pictures) {
            String stem = stem(file);
            boolean besidePicture = extension(file).equals(MASK) && others.contains(stem);
            boolean named = stem.endsWith(MASK_SUFFIX)
                    && stems.contains(stem.substring(0, stem.length() - MASK_SUFFIX.length()));
            if (!besidePicture && !named) {
                String name = root.relativize(file).toString().replace('\\', '/');
                entries.add(new Entry(file, name, kind, mask(root, file, kind)));
            }
        }
    }

    private static Optional<Path> mask(Path root, Path file, String kind) {
        String stem = stem(file);
        List<Path> places = new ArrayList<>(List.of(file.resolveSibling(stem + MASK_SUFFIX + "." + MASK)));
        if (!extension(file).equals(MASK)) {
            places.add(file.resolveSibling(stem + "." + MASK));
        }
        for (String folder : MASK_FOLDERS) {
            Path masks = root.resolve(folder).resolve(kind);
            places.add(masks.resolve(stem + MASK_SUFFIX + "." + MASK));
            places.add(masks.resolve(stem + "." + MASK));
        }
        return places.stream().filter(Files::exists).findFirst();
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static String stem(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
