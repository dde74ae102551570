package org.millwright.vision;

import org.millwright.hardware.camera.Image;
import org.millwright.vision.Inspection.Place;

/**
 * Looks at a rectangle of a picture, which may stick out of it: there the picture is mirrored, as it was at training.
 */
final class Window {

    /** Of ITU-R BT.601, in 1/65536, as {@code FrameDecoder} has them. */
    private static final int RED = 19_595;

    private static final int GREEN = 38_470;
    private static final int BLUE = 7_471;
    private static final int HALF = 32_768;

    /** Stands for red, green and blue taken together. */
    static final int LUMA = -1;

    private Window() {}

    /**
     * Reads one row of the rectangle, 0 to 255.
     *
     * @param channel of a colour picture, or {@link #LUMA}; a grey picture has one only
     * @param y row of the rectangle, from 0
     * @param at where in {@code out} the row begins
     */
    static void row(Image image, int channel, Place window, int y, float[] out, int at) {
        byte[] pixels = image.pixels();
        int channels = image.channels();
        int width = image.width();
        int line = Border.mirrored(window.y() + y, image.height()) * width;
        int inside = Math.clamp(-(long) window.x(), 0, window.width());
        int end = Math.clamp((long) width - window.x(), inside, window.width());
        int from = (line + window.x() + inside) * channels;
        if (channels == 1) {
            for (int x = inside; x < end; x++) {
                out[at + x] = pixels[from++] & 0xFF;
            }
        } else if (channel == LUMA) {
            for (int x = inside; x < end; x++, from += channels) {
                out[at + x] = luma(pixels, from);
            }
        } else {
            for (int x = inside; x < end; x++, from += channels) {
                out[at + x] = pixels[from + channel] & 0xFF;
            }
        }
        for (int x = 0; x < inside; x++) {
            out[at + x] = at(image, channel, line + Border.mirrored(window.x() + x, width));
        }
        for (int x = end; x < window.width(); x++) {
            out[at + x] = at(image, channel, line + Border.mirrored(window.x() + x, width));
        }
    }

    private static float at(Image image, int channel, int pixel) {
        if (image.channels() == 1) {
            return image.pixels()[pixel] & 0xFF;
        }
        int from = pixel * image.channels();
        return channel == LUMA ? luma(image.pixels(), from) : image.pixels()[from + channel] & 0xFF;
    }

    /** Of the three bytes from this one on. */
    static int luma(byte[] pixels, int from) {
        return ((pixels[from] & 0xFF) * RED
                        + (pixels[from + 1] & 0xFF) * GREEN
                        + (pixels[from + 2] & 0xFF) * BLUE
                        + HALF)
                >> 16;
    }
}
