package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * How large the pictures are that the network gets.
 *
 * @param area how many pixels at most where the size is to be found: about that many, with the sides' usual ratio
 * @param given the size itself; its sides 0 to find it
 */
record PictureSize(int area, Pixels given) {

    /** What a 224 x 224 network sees: the latency budget's size. */
    static final int USUAL_AREA = 224 * 224;

    /** Sides are a multiple, so that the network can halve them five times. */
    static final int STEP = 32;

    /** A little more than what the network learns from at once: larger ones show what no lesson did. */
    private static final Pixels TILE = new Pixels(192, 192);

    private static final int LOOKED_AT = 500;

    /** Two sides. */
    record Pixels(int width, int height) {}

    /** To be found. */
    static PictureSize found() {
        return new PictureSize(USUAL_AREA, new Pixels(0, 0));
    }

    /** @throws IOException where the text is no size such as 224x224 */
    static PictureSize parse(String text) throws IOException {
        if (text.isEmpty()) {
            return found();
        }
        String[] sides = text.split("x", -1);
        try {
            if (sides.length == 2) {
                int width = Integer.parseInt(sides[0]);
                int height = Integer.parseInt(sides[1]);
                if (width >= STEP && height >= STEP && width % STEP == 0 && height % STEP == 0) {
                    return new PictureSize(USUAL_AREA, new Pixels(width, height));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException(wrong(text), e);
        }
        throw new IOException(wrong(text));
    }

    private static String wrong(String text) {
        return "--size=" + text + ": must be WIDTHxHEIGHT, each a multiple of " + STEP + ", such as 224x224";
    }

    /** Of one tile, where pictures keep their scale. */
    Pixels ofTiles() {
        return given.width() > 0 ? given : TILE;
    }

    /** How large some hundreds of the pictures are. */
    static List<Pixels> sizes(Catalogue catalogue) {
        List<Pixels> sizes = new ArrayList<>();
        int every = Math.ceilDiv(catalogue.entries().size(), LOOKED_AT);
        for (int i = 0; i < catalogue.entries().size(); i += every) {
            sizes.addAll(header(catalogue.entries().get(i).file()));
        }
        return sizes;
    }

    Pixels of(Catalogue catalogue) {
        if (given.width() > 0) {
            return given;
        }
        List<Pixels> sizes = sizes(catalogue);
        if (sizes.isEmpty()) {
            return new Pixels(224, 224); // reading will say what is wrong with the files
        }
        double width = median(sizes.stream().mapToDouble(Pixels::width).toArray());
        double height = median(sizes.stream().mapToDouble(Pixels::height).toArray());
        double shrink = Math.min(1, Math.sqrt(area / (width * height)));
        return fitting(width * shrink, height * shrink);
    }

    private Pixels fitting(double width, double height) {
        int columns = Math.max(1, (int) Math.round(width / STEP));
        int rows = Math.max(1, (int) Math.round(height / STEP));
        while (columns * rows * STEP * STEP > area) {
            if (columns * height > rows * width) {
                columns--;
            } else {
                rows--;
            }
        }
        return new Pixels(columns * STEP, rows * STEP);
    }

    /** One size, or none where the file cannot be read. */
    private static List<Pixels> header(Path file) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return List.of();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return List.of(new Pixels(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return List.of(); // said when it is read
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
