package org.millwright.vision;

import java.util.Arrays;

/**
 * Brings a plane of figures to another size: averages areas where it shrinks, interpolates linearly where it grows, each
 * axis by itself.
 *
 * <p>Training and inspection both use it, so that the network sees the same. NOT thread safe: it keeps its buffers.
 */
public final class Resampling {

    private final int fromWidth;
    private final int fromHeight;
    private final int toWidth;
    private final int toHeight;
    private final Axis columns;
    private final Axis rows;
    private final float[] narrowed;

    /** All sizes at least 1. */
    public Resampling(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        this.fromWidth = fromWidth;
        this.fromHeight = fromHeight;
        this.toWidth = toWidth;
        this.toHeight = toHeight;
        this.columns = Axis.of(fromWidth, toWidth);
        this.rows = Axis.of(fromHeight, toHeight);
        this.narrowed = new float[fromHeight * toWidth];
    }

    boolean isFor(int width, int height) {
        return width == fromWidth && height == fromHeight;
    }

    /**
     * @param plane row-major, of the size it comes from
     * @param out row-major, of the size it goes to
     */
    public void apply(float[] plane, float[] out) {
        float[] row = new float[fromWidth];
        for (int y = 0; y < fromHeight; y++) {
            System.arraycopy(plane, y * fromWidth, row, 0, fromWidth);
            takeRow(y, row);
        }
        finish(out, 0);
    }

    /** Takes one row of the plane, of at least its width. */
    void takeRow(int y, float[] row) {
        int to = y * toWidth;
        for (int x = 0; x < toWidth; x++) {
            int first = columns.first[x];
            int from = columns.offset[x];
            int count = columns.offset[x + 1] - from;
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += row[first + i] * columns.weights[from + i];
            }
            narrowed[to + x] = sum;
        }
    }

    /** Writes the result once every row was taken. */
    void finish(float[] out, int at) {
        Arrays.fill(out, at, at + toWidth * toHeight, 0);
        for (int y = 0; y < toHeight; y++) {
            int to = at + y * toWidth;
            for (int i = rows.offset[y]; i < rows.offset[y + 1]; i++) {
                float weight = rows.weights[i];
                int from = (rows.first[y] + i - rows.offset[y]) * toWidth;
                for (int x = 0; x < toWidth; x++) {
                    out[to + x] += narrowed[from + x] * weight;
                }
            }
        }
    }

    /** For each place of the result: the first place it is made of, and the weights of that and those after it. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Axis(int[] first, int[] offset, float[] weights) {

        static Axis of(int from, int to) {
            int[] first = new int[to];
            int[] offset = new int[to + 1];
            float[] weights = new float[to * (2 + (int) Math.ceil((double) from / to))];
            for (int i = 0; i < to; i++) {
                offset[i + 1] = from > to
                        ? averaged(i, from, to, first, weights, offset[i])
                        : interpolated(i, from, to, first, weights, offset[i]);
            }
            return new Axis(first, offset, weights);
        }

        private static int averaged(int i, int from, int to, int[] first, float[] weights, int at) {
            double begin = (double) i * from / to;
            double end = (double) (i + 1) * from / to;
            first[i] = (int) begin;
            int next = at;
            for (int source = first[i]; source < from && source < end; source++) {
                double covered = Math.min(end, source + 1.0) - Math.max(begin, source);
                weights[next++] = (float) (covered * to / from);
            }
            return next;
        }

        private static int interpolated(int i, int from, int to, int[] first, float[] weights, int at) {
            double centre = Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1.0);
            first[i] = Math.min((int) centre, Math.max(0, from - 2));
            double share = centre - first[i];
            weights[at] = (float) (1 - share);
            if (from > 1) {
                weights[at + 1] = (float) share;
                return at + 2;
            }
            return at + 1;
        }
    }
}
