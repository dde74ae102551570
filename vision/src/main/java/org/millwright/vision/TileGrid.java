package org.millwright.vision;

import java.util.Arrays;

/**
 * Overlapping tiles over a region of one size, and what the network said about each, blended into one map: a tile counts
 * less towards its edges, where the network sees only half of what is there.
 *
 * <p>Tiles begin at multiples of a cell, so that cells of different tiles lie over one another; the last ones may stick out
 * by less than a cell, and where the region is smaller than a tile by more. NOT thread safe.
 */
public final class TileGrid {

    /** Share of a tile that the next one sees too, where nobody says otherwise. */
    public static final double USUAL_OVERLAP = 0.25;

    /** What the network takes and says: sides of a tile in pixels, and of its map in cells. */
    public record Tile(int width, int height, int columns, int rows) {}

    private final Tile tile;
    private final int shownColumns;
    private final int shownRows;
    private final int[] lefts;
    private final int[] tops;
    private final int columns;
    private final int rows;
    private final float[] weightAcross;
    private final float[] weightDown;
    private final float[] sums;
    private final float[] weights;

    /** @param overlap share of a tile that the next one sees too */
    public TileGrid(int width, int height, Tile tile, double overlap) {
        this.tile = tile;
        int cellWidth = Math.floorDiv(tile.width(), tile.columns());
        int cellHeight = Math.floorDiv(tile.height(), tile.rows());
        this.lefts = begins(width, tile.width(), cellWidth, overlap);
        this.tops = begins(height, tile.height(), cellHeight, overlap);
        this.columns = Math.floorDiv(lefts[lefts.length - 1], cellWidth) + tile.columns();
        this.rows = Math.floorDiv(tops[tops.length - 1], cellHeight) + tile.rows();
        this.shownColumns = Math.min(columns, Math.ceilDiv(width, cellWidth));
        this.shownRows = Math.min(rows, Math.ceilDiv(height, cellHeight));
        this.weightAcross = ramp(tile.columns());
        this.weightDown = ramp(tile.rows());
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

    public int tiles() {
        return lefts.length * tops.length;
    }

    /** Where a tile begins, in pixels from the region's left. */
    public int left(int index) {
        return lefts[index % lefts.length];
    }

    public int top(int index) {
        return tops[Math.floorDiv(index, lefts.length)];
    }

    /** What the map covers: the region, and less than a cell beyond it. */
    public int width() {
        return shownColumns * Math.floorDiv(tile.width(), tile.columns());
    }

    public int height() {
        return shownRows * Math.floorDiv(tile.height(), tile.rows());
    }

    /** Forgets what was added; before each picture. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
    }

    /** Takes what the network said about a tile, log-odds a cell. */
    public void add(int index, float[] logOdds) {
        int left = Math.floorDiv(left(index) * tile.columns(), tile.width());
        int top = Math.floorDiv(top(index) * tile.rows(), tile.height());
        for (int y = 0; y < tile.rows(); y++) {
            int to = (top + y) * columns + left;
            for (int x = 0; x < tile.columns(); x++) {
                float weight = weightAcross[x] * weightDown[y];
                sums[to + x] += weight * logOdds[y * tile.columns() + x];
                weights[to + x] += weight;
            }
        }
    }

    /** A new map of all tiles, without what they stick out of the region. */
    public DefectMap blended() {
        float[] logOdds = new float[shownColumns * shownRows];
        for (int y = 0; y < shownRows; y++) {
            for (int x = 0; x < shownColumns; x++) {
                int cell = y * columns + x;
                logOdds[y * shownColumns + x] = sums[cell] / weights[cell];
            }
        }
        return new DefectMap(shownColumns, shownRows, logOdds);
    }
}
