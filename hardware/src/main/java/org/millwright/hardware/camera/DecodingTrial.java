package org.millwright.hardware.camera;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** How long JPEG takes to decode on this gateway, on pictures of a textured surface made up for it. */
public final class DecodingTrial {

    private static final float QUALITY = 0.9f;

    private DecodingTrial() {}

    /**
     * A grey JPEG of quality 0.9: soft waves, and a sensor's noise.
     *
     * @param seed what the noise is drawn from
     */
    public static byte[] picture(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = 130 + 30 * Math.sin(x / 17.0) + 20 * Math.sin((x + 3 * y) / 41.0);
                image.getRaster().setSample(x, y, 0, Math.clamp((int) (wave + 8 * random.nextGaussian()), 0, 255));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /**
     * Decodes pictures of one size one after the other.
     *
     * @param turbo whether by libjpeg-turbo, else by Java's decoder
     * @return nanoseconds for each after a warm-up, ascending; empty where there is no libjpeg-turbo
     */
    public static long[] decode(int width, int height, int pictures, boolean turbo) {
        try (FrameDecoder decoder = new FrameDecoder(turbo)) {
            if (turbo && !decoder.jpegDecoder().equals("libjpeg-turbo")) {
                return new long[0];
            }
            Frame[] frames = new Frame[8];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = new Frame("", i, 0, 0, picture(width, height, i));
            }
            long[] nanos = new long[pictures];
            for (int i = -pictures / 4; i < pictures; i++) {
                Frame frame = frames[Math.floorMod(i, frames.length)];
                long begin = System.nanoTime();
                var _ = decoder.decodeAsSent(frame);
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(nanos);
            return nanos;
        }
    }
}
