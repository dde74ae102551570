package org.millwright.vision.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.FrameDecodeException;
import org.millwright.hardware.camera.FrameDecoder;
import org.millwright.hardware.camera.GreyImage;

/**
 * Reads labelled pictures: {@code good/*.jpg}, and for each kind of defect {@code <kind>/*.jpg} with a mask of the same
 * name as {@code *.png} (white where the defect is). They go through the gateway's own decoder. Use once.
 */
final class PictureReader implements AutoCloseable {

    private static final int CELL = SurfaceNetwork.CELL;
    /** Mask pixels that make a cell defective; fewer are the edge of a neighbour's defect. */
    private static final int COVERED_PIXELS = 4;

    private static final int WHITE = 128;

    private final FrameDecoder decoder = new FrameDecoder();
    private final MessageDigest digest = sha256();

    PictureFolder read(Path folder) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Path kind : list(folder)) {
            if (Files.isDirectory(kind)) {
                for (Path file : list(kind)) {
                    if (file.toString().endsWith(".jpg")) {
                        pictures.add(picture(String.valueOf(kind.getFileName()), file));
                    }
                }
            }
        }
        return new PictureFolder(List.copyOf(pictures), HexFormat.of().formatHex(digest.digest()));
    }

    private Picture picture(String kind, Path file) throws IOException {
        GreyImage image = decode(file);
        if (image.width() % CELL != 0 || image.height() % CELL != 0) {
            throw new IOException(
                    file + " is " + image.width() + "x" + image.height() + "; both must be multiples of " + CELL);
        }
        String name = String.valueOf(file.getFileName());
        byte[] cells = new byte[Math.floorDiv(image.width(), CELL) * Math.floorDiv(image.height(), CELL)];
        if (!kind.equals(Picture.GOOD)) {
            Path mask = file.resolveSibling(name.replace(".jpg", ".png"));
            if (!Files.exists(mask)) {
                throw new IOException(mask + " is missing: every defective picture needs a mask");
            }
            cover(decode(mask), image, cells, mask);
        }
        return new Picture(kind + "/" + name, kind, image, cells);
    }

    private static void cover(GreyImage mask, GreyImage image, byte[] cells, Path file) throws IOException {
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw new IOException(file + " is " + mask.width() + "x" + mask.height() + ", its picture " + image.width()
                    + "x" + image.height());
        }
        int columns = Math.floorDiv(image.width(), CELL);
        int[] covered = new int[cells.length];
        int most = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y) >= WHITE) {
                    int cell = Math.floorDiv(y, CELL) * columns + Math.floorDiv(x, CELL);
                    most = Math.max(most, ++covered[cell]);
                }
            }
        }
        if (most == 0) {
            throw new IOException(file + " is black: it must be white where the defect is");
        }
        int enough = Math.min(most, COVERED_PIXELS);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (byte) (covered[i] >= enough ? 1 : 0);
        }
    }

    private GreyImage decode(Path file) throws IOException {
        byte[] encoded = Files.readAllBytes(file);
        digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
        digest.update(encoded);
        try {
            return decoder.decode(new Frame("", 0, 0, 0, encoded));
        } catch (FrameDecodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
