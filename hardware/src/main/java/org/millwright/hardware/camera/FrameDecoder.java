package org.millwright.hardware.camera;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Turns a JPEG or PNG, grey or colour, into a {@link GreyImage}.
 *
 * <p>Colour becomes luma by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), on the encoded values; grey values are taken as
 * they are, without a colour profile. Damaged images are refused, not mended: a part must not be judged by half a
 * picture. The size is checked before any pixel is decoded.
 *
 * <p>NOT thread safe: one decoder per thread, reused; it keeps its readers. Nothing is written to disk.
 */
public final class FrameDecoder implements AutoCloseable {

    /** Of one image; above this it is taken for a bomb or a mistake. */
    public static final long PIXEL_LIMIT = 64_000_000;

    private final ImageReader jpeg = reader("jpeg");
    private final ImageReader png = reader("png");
    private final List<String> warnings = new ArrayList<>();

    public FrameDecoder() {
        jpeg.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        png.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    }

    private static ImageReader reader(String format) {
        return ImageIO.getImageReadersByFormatName(format).next();
    }

    /** @throws FrameDecodeException when there is no whole picture in the frame; the message says what is wrong */
    public GreyImage decode(Frame frame) {
        byte[] encoded = frame.encoded();
        ImageReader reader = readerFor(frame);
        warnings.clear();
        try {
            reader.setInput(new ByteArrayImageStream(encoded), true, true);
            checkSize(frame, reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            checkWhole(frame);
            return grey(image);
        } catch (IOException | RuntimeException e) {
            if (e instanceof FrameDecodeException refused) {
                throw refused;
            }
            throw new FrameDecodeException(
                    frame, "is damaged (" + e.getMessage() + "): look at the camera's link and its encoder", e);
        } finally {
            reader.setInput(null);
        }
    }

    private ImageReader readerFor(Frame frame) {
        byte[] encoded = frame.encoded();
        if (encoded.length == 0) {
            throw new FrameDecodeException(frame, "is empty: the camera sent a part without a picture", null);
        }
        if (startsWith(encoded, 0xFF, 0xD8, 0xFF)) {
            return jpeg;
        }
        if (startsWith(encoded, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return png;
        }
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < Math.min(4, encoded.length); i++) {
            first.append(String.format(Locale.ROOT, " %02X", encoded[i]));
        }
        throw new FrameDecodeException(
                frame, "starts with" + first + ", neither JPEG nor PNG: set the camera to one of the two", null);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static void checkSize(Frame frame, int width, int height) {
        if ((long) width * height > PIXEL_LIMIT) {
            throw new FrameDecodeException(
                    frame,
                    "is " + width + "x" + height + " pixels, the limit is " + PIXEL_LIMIT
                            + " in all: set the camera to a smaller picture",
                    null);
        }
    }

    /** The JPEG reader mends a picture that breaks off with grey and only warns. A colour profile does not matter here. */
    private void checkWhole(Frame frame) {
        for (String warning : warnings) {
            if (!warning.contains("ICC") && !warning.contains("profile")) {
                throw new FrameDecodeException(
                        frame, "is damaged (" + warning + "): look at the camera's link and its encoder", null);
            }
        }
    }

    private static GreyImage grey(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[width * height];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY || image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            fromBytes(samples, pixels);
        } else if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel)) {
            fromGreyRaster(image.getRaster(), pixels);
        } else {
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++) {
                    pixels[y * width + x] = luma(row[x] >> 16 & 0xFF, row[x] >> 8 & 0xFF, row[x] & 0xFF);
                }
            }
        }
        return new GreyImage(width, height, pixels);
    }

    private static void fromBytes(byte[] samples, byte[] pixels) {
        if (samples.length == pixels.length) {
            System.arraycopy(samples, 0, pixels, 0, pixels.length);
            return;
        }
        for (int i = 0, from = 0; i < pixels.length; i++, from += 3) {
            pixels[i] = luma(samples[from + 2] & 0xFF, samples[from + 1] & 0xFF, samples[from] & 0xFF);
        }
    }

    /** 16 bit, or with alpha. getRGB would bend the curve: Java takes grey for linear light. */
    private static void fromGreyRaster(Raster raster, byte[] pixels) {
        int width = raster.getWidth();
        int drop = raster.getSampleModel().getSampleSize(0) - 8;
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) (drop > 0 ? row[x] >> drop : row[x]);
            }
        }
    }

    private static byte luma(int red, int green, int blue) {
        return (byte) ((red * 19_595 + green * 38_470 + blue * 7_471 + 32_768) >> 16);
    }

    @Override
    public void close() {
        jpeg.dispose();
        png.dispose();
    }
}
