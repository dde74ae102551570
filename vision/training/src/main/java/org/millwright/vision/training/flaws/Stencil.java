package org.millwright.vision.training.flaws;

/** How much of each pixel of a rectangle a shape covers, 0 to 1. NOT thread safe. */
final class Stencil {

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] cover;

    /** Nothing covered yet; the rectangle is cut off at the picture's edges and may be empty. */
    Stencil(Levels picture, float fromX, float fromY, float toX, float toY) {
        this.left = Math.max(0, (int) Math.floor(fromX));
        this.top = Math.max(0, (int) Math.floor(fromY));
        this.width = Math.max(0, Math.min(picture.width() - 1, (int) Math.ceil(toX)) - left + 1);
        this.height = Math.max(0, Math.min(picture.height() - 1, (int) Math.ceil(toY)) - top + 1);
        this.cover = new float[width * height];
    }

    /** What happens to a pixel: the change of its level at full cover. */
    interface Ink {
        float change(int channel, int x, int y);
    }

    /** How much of a pixel is covered. */
    interface Cover {
        float at(int x, int y);
    }

    /** Covers each pixel at least as much as said. */
    void coverBy(Cover shape) {
        coverBy(shape, left, top, left + width - 1, top + height - 1);
    }

    /** Covers each pixel of a rectangle, both ends included, at least as much as said. */
    void coverBy(Cover shape, float fromX, float fromY, float toX, float toY) {
        int lastX = Math.min(left + width - 1, (int) Math.ceil(toX));
        int lastY = Math.min(top + height - 1, (int) Math.ceil(toY));
        for (int y = Math.max(top, (int) Math.floor(fromY)); y <= lastY; y++) {
            for (int x = Math.max(left, (int) Math.floor(fromX)); x <= lastX; x++) {
                int i = (y - top) * width + x - left;
                cover[i] = Math.max(cover[i], shape.at(x, y));
            }
        }
    }

    /** Inks the picture where it is covered. */
    void print(Levels picture, Ink ink) {
        for (int channel = 0; channel < picture.channels(); channel++) {
            for (int i = 0; i < cover.length; i++) {
                if (cover[i] > 0) {
                    int x = left + i % width;
                    int y = top + i / width;
                    picture.add(channel, x, y, cover[i] * ink.change(channel, x, y));
                }
            }
        }
    }
}
