package org.millwright.hardware.camera;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** What Java decoded, as our own pictures. */
final class Pixels {

    private static final int RGB = 3;

    private Pixels() {}

    /** Whether the picture was encoded without colour, by a palette of greys too. */
    static boolean isWithoutColour(BufferedImage image) {
        return isGrey(image) || (image.getColorModel() instanceof IndexColorModel palette && isGrey(palette));
    }

    private static boolean isGrey(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
    }

    static GreyImage grey(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[width * height];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            System.arraycopy(bytes(image), 0, pixels, 0, pixels.length);
        } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byte[] samples = bytes(image);
            for (int i = 0, from = 0; i < pixels.length; i++, from += RGB) {
                pixels[i] = luma(samples[from + 2] & 0xFF, samples[from + 1] & 0xFF, samples[from] & 0xFF);
            }
        } else if (isGrey(image)) {
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

    static ColourImage colour(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[width * height * RGB];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byte[] samples = bytes(image);
            for (int i = 0; i < pixels.length; i += RGB) {
                pixels[i] = samples[i + 2];
                pixels[i + 1] = samples[i + 1];
                pixels[i + 2] = samples[i];
            }
        } else {
            int[] row = new int[width];
            for (int y = 0, to = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++) {
                    pixels[to++] = (byte) (row[x] >> 16);
                    pixels[to++] = (byte) (row[x] >> 8);
                    pixels[to++] = (byte) row[x];
                }
            }
        }
        return new ColourImage(width, height, pixels);
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
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
}
