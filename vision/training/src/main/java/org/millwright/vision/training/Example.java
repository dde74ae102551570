package org.millwright.vision.training;

import java.util.List;
import org.millwright.vision.Border;
import org.millwright.vision.Exposure;

/**
 * A picture to learn from or to be asked about: at the network's size, or at its own where the network sees tiles of it.
 *
 * @param width of the picture as it came
 * @param height of the picture as it came
 * @param planes channel by channel, row by row, unsigned bytes
 * @param cover how far a defect covers each pixel, 0 to 255; empty where there is no mask
 * @param group pictures of one group never part: they show the same thing
 * @param exposure of the picture at its own size
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Example(
        Catalogue.Entry entry,
        boolean good,
        int width,
        int height,
        Shape shape,
        byte[] planes,
        byte[] cover,
        int group,
        Exposure exposure) {

    /** The size of what a network sees. */
    record Shape(int channels, int height, int width) {

        /** Whether a network that sees this much at once sees tiles of a picture, rather than all of it. */
        boolean tiles(Example example) {
            return !example.shape().equals(this);
        }

        /** The same of any of them. */
        boolean tiles(List<Example> examples) {
            return examples.stream().anyMatch(this::tiles);
        }

        int plane() {
            return width * height;
        }

        int size() {
            return channels * plane();
        }

        @Override
        public String toString() {
            return width + "x" + height + (channels == 1 ? " grey" : " colour");
        }
    }

    String name() {
        return entry.name();
    }

    String kind() {
        return entry.kind();
    }

    boolean masked() {
        return cover.length > 0;
    }

    /** How far the mask covers a cell, 0 to 1. */
    float covered(int column, int row) {
        float sum = 0;
        if (masked()) {
            for (int y = row * Lesson.CELL; y < Math.min(shape.height(), (row + 1) * Lesson.CELL); y++) {
                for (int x = column * Lesson.CELL; x < Math.min(shape.width(), (column + 1) * Lesson.CELL); x++) {
                    sum += cover[y * shape.width() + x] & 0xFF;
                }
            }
        }
        return sum / (Lesson.CELL * Lesson.CELL * 255f);
    }

    boolean isAtItsOwnSize() {
        return shape.width() == width && shape.height() == height;
    }

    /** Whether it is known which of its pixels are defective. */
    boolean mapKnown() {
        return good || masked();
    }

    Example inGroup(int which) {
        return new Example(entry, good, width, height, shape, planes, cover, which, exposure);
    }

    /** The same part with levels that show a defect; nobody knows where. */
    Example spoilt(float[] levels) {
        byte[] changed = new byte[planes.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (byte) Math.round(levels[i]);
        }
        return new Example(entry, false, width, height, shape, changed, new byte[0], group, exposure);
    }

    /** What the network sees at once, with the first defect in its middle, else the picture's middle; all of it where it fits. */
    void show(Shape window, float[] into, int at) {
        int aim = shape.plane() / 2;
        for (int i = 0; i < cover.length; i++) {
            if (cover[i] != 0) {
                aim = i;
                break;
            }
        }
        int left = aim % shape.width() - window.width() / 2;
        int top = Math.floorDiv(aim, shape.width()) - window.height() / 2;
        cut(
                window,
                Math.clamp(left, 0, Math.max(0, shape.width() - window.width())),
                Math.clamp(top, 0, Math.max(0, shape.height() - window.height())),
                into,
                at);
    }

    /** Levels 0 to 255 of a part of the picture; beyond its border it is mirrored. */
    void cut(Shape window, int left, int top, float[] into, int at) {
        int to = at;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < window.height(); y++) {
                int row = channel * shape.plane() + Border.mirrored(top + y, shape.height()) * shape.width();
                for (int x = 0; x < window.width(); x++) {
                    into[to++] = planes[row + Border.mirrored(left + x, shape.width())] & 0xFF;
                }
            }
        }
    }

    /** Levels 0 to 255, all of it. */
    void fill(float[] into, int at) {
        for (int i = 0; i < planes.length; i++) {
            into[at + i] = planes[i] & 0xFF;
        }
    }
}
