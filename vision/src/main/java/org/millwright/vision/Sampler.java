package org.millwright.vision;

import org.jspecify.annotations.Nullable;
import org.millwright.hardware.camera.Image;
import org.millwright.vision.Inspection.Place;

/** Brings a rectangle of a picture to one size, whatever size it has. NOT thread safe: it keeps its buffers. */
final class Sampler {

    private final int width;
    private final int height;
    private float[] row = new float[0];
    private @Nullable Resampling resampling;

    Sampler(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Writes one plane, row by row, from {@code at} on. */
    void sample(Image image, int channel, Place window, float[] out, int at) {
        if (window.width() == width && window.height() == height) {
            for (int y = 0; y < height; y++) {
                Window.row(image, channel, window, y, out, at + y * width);
            }
            return;
        }
        Resampling fit = fit(window);
        for (int y = 0; y < window.height(); y++) {
            Window.row(image, channel, window, y, row, 0);
            fit.takeRow(y, row);
        }
        fit.finish(out, at);
    }

    private Resampling fit(Place window) {
        Resampling known = resampling;
        if (known == null || !known.isFor(window.width(), window.height())) {
            known = new Resampling(window.width(), window.height(), width, height);
            resampling = known;
            row = new float[window.width()];
        }
        return known;
    }
}
