package org.millwright.vision;

import java.util.Arrays;
import org.millwright.vision.SurfaceContract.Input;
import org.millwright.vision.SurfaceContract.MapOutput;

/**
 * Overlapping tiles over a region of one size, and what the network said about each, blended into one map: a tile counts
 * less towards its edges, where the network sees only half of what is there.
 *
 * <p>Tiles begin at multiples of a cell, so that cells of different tiles lie over one another; the last ones may stick out
 * by less than a cell. NOT thread safe.
 */
final class TileGrid {

    private final Input tile;
    private final MapOutput cells;
    private final int[] lefts;
    private final int[] tops;
    private final int columns;
    private final int rows;
    private final float[] weightAcross;
    private final float[] weightDown;
    private final float[] sums;
    private final float[] weights;

    /** @param overlap share of a tile that the next one sees too */
    TileGrid(int width, int height, Input tile, MapOutput cells, double overlap) {
        this.tile = tile;
        this.cells = cells;
        int cellWidth = Math.floorDiv(tile.width(), cells.columns());
        int cellHeight = Math.floorDiv(tile.height(), cells.rows());
        this.lefts = begins(width, tile.width(), cellWidth, overlap);
        this.tops = begins(height, tile.height(), cellHeight, overlap);
        this.columns = Math.floorDiv(lefts[lefts.length - 1], cellWidth) + cells.columns();
        this.rows = Math.floorDiv(tops[tops.length - 1], cellHeight) + cells.rows();
        this.weightAcross = ramp(cells.columns());
        this.weightDown = ramp(cells.rows());
        this.sums = new float[columns * rows];
        this.weights = new float[columns * rows];
    }

    /** Where tiles begin, evenly spread, at multiples of a cell. */
    private static int[] begins(int size, int tile, int cell, double overlap) {
        int last = Math.ceilDiv(Math.max(0, size - tile), cell) * cell;
        int step = Math.max(cell, (int) (tile * (1 - overlap)));
        int count = Math.ceilDiv(last, step) + 1;
        int[] begins = new int[count];
        for (int i = 1; i < count; i++) {
            begins[i] = (int) Math.round((double) last * i / (count - 1) / cell) * cell;
        }
        return begins;
    }

    /** From a little at the edge to 1 a quarter of the way in. */
    private static float[] ramp(int count) {
        int full = Math.max(1, Math.ceilDiv(count, 4));
        float[] ramp = new float[count];
        for (int i = 0; i < count; i++) {
            ramp[i] = Math.min(1f, (Math.min(i, count - 1 - i) + 1f) / (full + 1f));
        }
        return ramp;
    }

    int tiles() {
        return lefts.length * tops.length;
    }

    int left(int index) {
        return lefts[index % lefts.length];
    }

    int top(int index) {
        return tops[Math.floorDiv(index, lefts.length)];
    }

    /** What the map covers: the region, and what the last tiles stick out of it. */
    int width() {
        return lefts[lefts.length - 1] + tile.width();
    }

    int height() {
        return tops[tops.length - 1] + tile.height();
    }

    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
    }

    /** Takes what the network said about a tile. */
    void add(int index, float[] logOdds) {
        int left = Math.floorDiv(left(index) * cells.columns(), tile.width());
        int top = Math.floorDiv(top(index) * cells.rows(), tile.height());
        for (int y = 0; y < cells.rows(); y++) {
            int to = (top + y) * columns + left;
            for (int x = 0; x < cells.columns(); x++) {
                float weight = weightAcross[x] * weightDown[y];
                sums[to + x] += weight * logOdds[y * cells.columns() + x];
                weights[to + x] += weight;
            }
        }
    }

    /** A new map of all tiles. */
    DefectMap blended() {
        float[] logOdds = new float[sums.length];
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] = sums[i] / weights[i];
        }
        return new DefectMap(columns, rows, logOdds);
    }
}
