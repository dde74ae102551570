package org.millwright.vision.training;

import java.awt.image.BufferedImage;
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
import javax.imageio.ImageIO;
import org.millwright.hardware.camera.GreyImage;

/**
 * Labelled pictures in folders: {@code good/*.jpg}, and for each kind of defect {@code <kind>/*.jpg} with a mask of the
 * same name as {@code *.png} (white where the defect is). PNG pictures are not read, masks are.
 *
 * @param fingerprint SHA-256 in hex over names and contents of all files
 */
record PictureFolder(List<Picture> pictures, String fingerprint, int width, int height) {

    /** Mask pixels that make a cell defective; fewer are the edge of a neighbour's defect. */
    private static final int COVERED_PIXELS = 4;

    static PictureFolder read(Path folder) throws IOException {
        MessageDigest digest = sha256();
        List<Picture> pictures = new ArrayList<>();
        for (Path kind : list(folder)) {
            if (Files.isDirectory(kind)) {
                for (Path file : list(kind)) {
                    if (file.toString().endsWith(".jpg")) {
                        pictures.add(picture(kind.getFileName().toString(), file, digest));
                    }
                }
            }
        }
        long good = pictures.stream().filter(picture -> !picture.defective()).count();
        if (good < 10 || pictures.size() - good < 10) {
            throw new IOException(folder + " has " + good + " pictures in " + Picture.GOOD + "/ and "
                    + (pictures.size() - good) + " in other folders; at least 10 of each are needed");
        }
        GreyImage first = pictures.get(0).image();
        for (Picture picture : pictures) {
            if (picture.image().width() != first.width() || picture.image().height() != first.height()) {
                throw new IOException(folder.resolve(picture.file()) + " is "
                        + picture.image().width() + "x"
                        + picture.image().height() + ", others are " + first.width() + "x" + first.height()
                        + "; all must have one size");
            }
        }
        return new PictureFolder(
                List.copyOf(pictures), HexFormat.of().formatHex(digest.digest()), first.width(), first.height());
    }

    private static Picture picture(String kind, Path file, MessageDigest digest) throws IOException {
        GreyImage image = decode(file, digest);
        if (image.width() % SurfaceNetwork.CELL != 0 || image.height() % SurfaceNetwork.CELL != 0) {
            throw new IOException(file + " is " + image.width() + "x" + image.height() + "; both must be multiples of "
                    + SurfaceNetwork.CELL);
        }
        String name = kind + "/" + file.getFileName();
        byte[] cells = new byte[image.width() / SurfaceNetwork.CELL * (image.height() / SurfaceNetwork.CELL)];
        if (!kind.equals(Picture.GOOD)) {
            Path mask = file.resolveSibling(file.getFileName().toString().replace(".jpg", ".png"));
            if (!Files.exists(mask)) {
                throw new IOException(mask + " is missing: every defective picture needs a mask");
            }
            cover(decode(mask, digest), image, cells, mask);
        }
        return new Picture(name, kind, image, cells);
    }

    private static void cover(GreyImage mask, GreyImage image, byte[] cells, Path file) throws IOException {
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw new IOException(file + " is " + mask.width() + "x" + mask.height() + ", its picture " + image.width()
                    + "x" + image.height());
        }
        int columns = image.width() / SurfaceNetwork.CELL;
        int[] covered = new int[cells.length];
        int most = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y) >= 128) {
                    int cell = y / SurfaceNetwork.CELL * columns + x / SurfaceNetwork.CELL;
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

    private static GreyImage decode(Path file, MessageDigest digest) throws IOException {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException(file + " is not a picture that Java can read");
        }
        if (image.getRaster().getNumBands() != 1) {
            throw new IOException(file + " has " + image.getRaster().getNumBands() + " channels; only grey is read");
        }
        int[] samples = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        return new GreyImage(image.getWidth(), image.getHeight(), pixels);
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
}
