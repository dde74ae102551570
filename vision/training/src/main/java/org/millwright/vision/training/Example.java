package org.millwright.vision.training;

import org.millwright.vision.Exposure;

/**
 * A picture to learn from or to be asked about, at the network's size.
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

    /** Levels 0 to 255 as the network takes them. */
    void fill(float[] into, int at) {
        for (int i = 0; i < planes.length; i++) {
            into[at + i] = planes[i] & 0xFF;
        }
    }
}
