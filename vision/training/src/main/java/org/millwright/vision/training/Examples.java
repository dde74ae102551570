package org.millwright.vision.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.camera.Image;
import org.millwright.vision.Exposure;
import org.millwright.vision.Resampling;

/**
 * All pictures of a catalogue in memory: at the network's size, or at their own where it sees tiles of them.
 *
 * @param shape what the network sees at once
 * @param kinds the classes, the good one first where there is one
 * @param good the class of the good parts
 * @param leftOut files that could not be used, with the reason
 * @param fingerprint SHA-256 in hex over names and contents of all files
 * @param groupsAreTold whether a file says which pictures show the same thing; else they look alike
 */
record Examples(
        List<Example> all,
        List<String> kinds,
        Optional<String> good,
        Example.Shape shape,
        Map<String, String> leftOut,
        String fingerprint,
        boolean groupsAreTold) {

    /** More files that cannot be used than this share are no accident. */
    private static final double MOST_LEFT_OUT = 0.1;

    private static final int WHITE = 128;
    private static final int LEAST_PIXELS_OF_A_DEFECT = 1;

    /** Reads them all; {@code console} gets a line for each file that is left out. */
    static Examples read(Catalogue catalogue, Options options, Consumer<String> console) throws IOException {
        try (PictureFiles files = new PictureFiles()) {
            return new Reading(catalogue, options, files, console).read();
        }
    }

    /**
     * @param good the class of the good parts; empty to find it
     * @param size as in {@link PictureSize}
     * @param tiles whether pictures keep their scale and the network sees tiles of them
     */
    record Options(String good, PictureSize size, Tiles tiles) {}

    long countOf(String kind) {
        return all.stream().filter(example -> example.kind().equals(kind)).count();
    }

    Examples with(List<Example> changed) {
        return new Examples(changed, kinds, good, shape, leftOut, fingerprint, groupsAreTold);
    }

    /** The same in groups that somebody told, rather than looks. */
    Examples inToldGroups() {
        return new Examples(all, kinds, good, shape, leftOut, fingerprint, true);
    }

    /** What one pass over the files gathers. */
    private static final class Reading {

        private final Catalogue catalogue;
        private final Options options;
        private final PictureFiles files;
        private final Consumer<String> console;
        private final Map<String, String> leftOut = new TreeMap<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<List<Integer>, Resampling> resamplings = new HashMap<>();

        Reading(Catalogue catalogue, Options options, PictureFiles files, Consumer<String> console) {
            this.catalogue = catalogue;
            this.options = options;
            this.files = files;
            this.console = console;
        }

        Examples read() throws IOException {
            boolean tiles = options.tiles().wanted(catalogue);
            PictureSize.Pixels size =
                    tiles ? options.size().ofTiles() : options.size().of(catalogue);
            for (Catalogue.Entry entry : catalogue.entries()) {
                try {
                    drafts.add(draft(entry, size, tiles));
                } catch (IOException e) {
                    String reason = String.valueOf(e.getMessage());
                    leftOut.put(entry.name(), reason);
                    console.accept("left out: " + reason);
                }
            }
            if (leftOut.size() > MOST_LEFT_OUT * catalogue.entries().size()) {
                throw new IOException(
                        leftOut.size() + " of " + catalogue.entries().size() + " pictures in "
                                + catalogue.folder() + " cannot be used, at most "
                                + Math.round(100 * MOST_LEFT_OUT) + " % may; the first: "
                                + leftOut.values().iterator().next());
            }
            return finish(size);
        }

        private Examples finish(PictureSize.Pixels size) throws IOException {
            int channels = drafts.stream().mapToInt(Draft::channels).max().orElse(1);
            Example.Shape shape = new Example.Shape(channels, size.height(), size.width());
            List<String> kinds = new ArrayList<>(drafts.stream()
                    .map(draft -> draft.entry.kind())
                    .distinct()
                    .sorted()
                    .toList());
            Optional<String> good = Good.among(kinds, options.good(), blackOnly(kinds));
            good.ifPresent(kind -> {
                kinds.remove(kind);
                kinds.addFirst(kind);
            });
            List<Example> all = new ArrayList<>();
            for (Draft draft : drafts) {
                boolean isGood = good.isPresent() && good.get().equals(draft.entry.kind());
                byte[] cover = isGood ? new byte[0] : draft.cover;
                all.add(new Example(
                        draft.entry,
                        isGood,
                        draft.width,
                        draft.height,
                        new Example.Shape(channels, draft.size.height(), draft.size.width()),
                        draft.planes(channels),
                        cover,
                        all.size(),
                        draft.exposure));
            }
            requireMasksOfTiles(all, shape);
            return new Examples(
                    List.copyOf(all), List.copyOf(kinds), good, shape, Map.copyOf(leftOut), files.fingerprint(), false);
        }

        private static void requireMasksOfTiles(List<Example> all, Example.Shape shape) throws IOException {
            Optional<Example> unknown = all.stream()
                    .filter(example -> shape.tiles(example) && !example.mapKnown())
                    .findFirst();
            if (unknown.isPresent()) {
                throw new IOException(unknown.get().name()
                        + " has no mask, and nobody knows which of its tiles show the defect: draw masks for all defective"
                        + " parts, or train with --tiles=never");
            }
        }

        private List<String> blackOnly(List<String> kinds) {
            return kinds.stream()
                    .filter(kind -> drafts.stream()
                            .filter(draft -> draft.entry.kind().equals(kind))
                            .allMatch(draft -> draft.cover.length > 0 && !draft.defectInMask))
                    .toList();
        }

        /** @param tiles whether it keeps its size */
        private Draft draft(Catalogue.Entry entry, PictureSize.Pixels sizeOfAll, boolean tiles) throws IOException {
            Image image = files.picture(entry.file());
            PictureSize.Pixels size = tiles ? new PictureSize.Pixels(image.width(), image.height()) : sizeOfAll;
            byte[][] planes = Planes.of(image);
            byte[][] scaled = new byte[planes.length][];
            for (int i = 0; i < planes.length; i++) {
                scaled[i] = scale(planes[i], image.width(), image.height(), size);
            }
            byte[] cover = new byte[0];
            boolean defect = false;
            if (entry.mask().isPresent()) {
                GreyImage mask = files.mask(entry.mask().get());
                if (mask.width() != image.width() || mask.height() != image.height()) {
                    throw new IOException(entry.mask().get() + " is " + mask.width() + "x" + mask.height()
                            + ", its picture " + image.width() + "x" + image.height()
                            + ": draw the mask at the picture's size");
                }
                byte[] blackAndWhite = blackAndWhite(mask);
                defect = count(blackAndWhite) >= LEAST_PIXELS_OF_A_DEFECT;
                cover = scale(blackAndWhite, image.width(), image.height(), size);
            }
            return new Draft(entry, image.width(), image.height(), scaled, cover, defect, size, Exposure.of(image));
        }

        private byte[] scale(byte[] plane, int width, int height, PictureSize.Pixels size) {
            if (size.width() == width && size.height() == height) {
                return plane;
            }
            Resampling resampling = resamplings.computeIfAbsent(
                    List.of(width, height), any -> new Resampling(width, height, size.width(), size.height()));
            float[] levels = new float[plane.length];
            for (int i = 0; i < plane.length; i++) {
                levels[i] = plane[i] & 0xFF;
            }
            float[] out = new float[size.width() * size.height()];
            resampling.apply(levels, out);
            byte[] bytes = new byte[out.length];
            for (int i = 0; i < out.length; i++) {
                bytes[i] = (byte) Math.clamp(Math.round(out[i]), 0, 255);
            }
            return bytes;
        }
    }

    static byte[] blackAndWhite(GreyImage mask) {
        byte[] pixels = mask.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((pixels[i] & 0xFF) >= WHITE ? 255 : 0);
        }
        return pixels;
    }

    private static int count(byte[] blackAndWhite) {
        int white = 0;
        for (byte pixel : blackAndWhite) {
            white += pixel != 0 ? 1 : 0;
        }
        return white;
    }

    /**
     * Read, but not yet known whether the others are in colour and which class is good.
     *
     * @param size of levels and cover
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Draft(
            Catalogue.Entry entry,
            int width,
            int height,
            byte[][] levels,
            byte[] cover,
            boolean defectInMask,
            PictureSize.Pixels size,
            Exposure exposure) {

        int channels() {
            return levels.length;
        }

        /** A grey one among colour ones gets its level in all planes. */
        byte[] planes(int channels) {
            byte[] planes = new byte[channels * levels[0].length];
            for (int i = 0; i < channels; i++) {
                byte[] level = levels[Math.min(i, levels.length - 1)];
                System.arraycopy(level, 0, planes, i * level.length, level.length);
            }
            return planes;
        }
    }
}
