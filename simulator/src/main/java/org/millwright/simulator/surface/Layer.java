package org.millwright.simulator.surface;

import java.util.Optional;

/**
 * What is laid over a surface: how much brighter or darker each pixel gets, and which pixels count as covered. NOT thread
 * safe.
 */
final class Layer {

    private static final int SIZE = Surface.SIZE;
    private static final float COVERED = 0.3f;

    private final float[] gain = new float[SIZE * SIZE];
    private final float[] cover = new float[SIZE * SIZE];

    /**
     * @param change added to the pixel's gain, -0.4 is 40 % darker
     * @param covered 0 (not part of the mark) to 1
     */
    void add(int x, int y, float change, float covered) {
        int i = y * SIZE + x;
        gain[i] += change;
        cover[i] = Math.max(cover[i], covered);
    }

    /** Scales the image; a gain never turns a pixel negative. */
    void applyTo(float[] image, float strength) {
        for (int i = 0; i < image.length; i++) {
            image[i] *= Math.max(0.05f, 1 + strength * gain[i]);
        }
    }

    /** 255 where covered, else 0. */
    byte[] mask() {
        byte[] mask = new byte[SIZE * SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = cover[i] >= COVERED ? (byte) 255 : 0;
        }
        return mask;
    }

    /** Empty if nothing is covered. */
    static Optional<Box> bounds(byte[] mask) {
        int left = SIZE;
        int top = SIZE;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (mask[y * SIZE + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        return right < 0 ? Optional.empty() : Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
    }
}
