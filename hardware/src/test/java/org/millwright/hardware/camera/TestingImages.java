package org.millwright.hardware.camera;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Encoded pictures of a blurred random surface, as a camera would send them. */
final class TestingImages {

    private TestingImages() {}

    static byte[] encoded(String format, int type, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(
                    surface(type, width, height), format, new javax.imageio.stream.MemoryCacheImageOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage surface(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int level = 110 + (int) (40 * Math.sin(x * 0.05) + 30 * Math.cos(y * 0.03)) + random.nextInt(8);
                image.setRGB(x, y, 0xFF000000 | level << 16 | level << 8 | level);
            }
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.DARK_GRAY);
        graphics.fillOval(width / 3, height / 3, width / 8, height / 12);
        graphics.dispose();
        return image;
    }

    static Frame frame(byte[] encoded) {
        return new Frame("part-7", 7, 0, 0, encoded);
    }
}
