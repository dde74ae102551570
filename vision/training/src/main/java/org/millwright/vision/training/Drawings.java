package org.millwright.vision.training;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.millwright.vision.DefectMap;
import org.millwright.vision.Resampling;

/** Pictures for the report: as the network saw them, and with its heat map and the mask's outline over them. */
final class Drawings {

    private static final int OUTLINE = 0x00FF66;
    private static final int HALF = 128;

    private Drawings() {}

    /** As the network saw it; an HTML {@code src}. */
    static String plain(Example example) {
        return source(picture(example));
    }

    /** With red where the network finds a defect and the mask's outline in green; an HTML {@code src}. */
    static String heat(Answer answer) {
        Example example = answer.example();
        BufferedImage image = picture(example);
        int width = image.getWidth();
        int height = image.getHeight();
        float[] logOdds = new float[width * height];
        DefectMap map = answer.map();
        new Resampling(map.columns(), map.rows(), width, height).apply(map.logOdds(), logOdds);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int share = (int) Math.round(255 * DefectMap.share(logOdds[y * width + x]));
                image.setRGB(x, y, outlined(example, x, y) ? OUTLINE : reddened(image.getRGB(x, y), share));
            }
        }
        return source(image);
    }

    private static int reddened(int rgb, int share) {
        int keep = 255 - share * 6 / 10;
        int red = ((rgb >> 16 & 0xFF) * keep + 255 * (255 - keep)) / 255;
        int green = (rgb >> 8 & 0xFF) * keep / 255;
        int blue = (rgb & 0xFF) * keep / 255;
        return (red << 16) | (green << 8) | blue;
    }

    /** Whether the mask begins or ends here. */
    private static boolean outlined(Example example, int x, int y) {
        if (!example.masked()) {
            return false;
        }
        int width = example.shape().width();
        boolean here = covered(example, y * width + x);
        boolean changedAcross = x > 0 && covered(example, y * width + x - 1) != here;
        boolean changedDown = y > 0 && covered(example, (y - 1) * width + x) != here;
        return changedAcross || changedDown;
    }

    private static boolean covered(Example example, int pixel) {
        return (example.cover()[pixel] & 0xFF) >= HALF;
    }

    private static BufferedImage picture(Example example) {
        Example.Shape shape = example.shape();
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        byte[] planes = example.planes();
        int plane = shape.plane();
        int green = shape.channels() == 1 ? 0 : plane;
        for (int i = 0; i < plane; i++) {
            int rgb = ((planes[i] & 0xFF) << 16) | ((planes[green + i] & 0xFF) << 8) | (planes[2 * green + i] & 0xFF);
            image.setRGB(i % shape.width(), Math.floorDiv(i, shape.width()), rgb);
        }
        return image;
    }

    private static String source(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
