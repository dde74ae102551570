package org.millwright.vision.training;

import org.millwright.hardware.camera.Image;

/** A picture channel by channel; one channel where a colour picture shows greys only. */
final class Planes {

    /** Mean difference between channels below which a picture is grey: JPEG's own noise. */
    private static final double GREY = 2;

    private Planes() {}

    static byte[][] of(Image image) {
        byte[] pixels = image.pixels();
        int channels = image.channels();
        if (channels == 1) {
            return new byte[][] {pixels};
        }
        byte[][] planes = new byte[channels][pixels.length / channels];
        long difference = 0;
        for (int i = 0, from = 0; from < pixels.length; i++, from += channels) {
            for (int channel = 0; channel < channels; channel++) {
                planes[channel][i] = pixels[from + channel];
                difference += Math.abs((pixels[from + channel] & 0xFF) - (pixels[from] & 0xFF));
            }
        }
        boolean grey = difference < GREY * planes[0].length;
        return grey ? new byte[][] {planes[1]} : planes;
    }
}
