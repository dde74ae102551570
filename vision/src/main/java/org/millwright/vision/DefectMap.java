package org.millwright.vision;

import org.millwright.vision.Inspection.Place;

/**
 * The network's answer: how defective each cell of a coarse grid over the picture is, as log-odds, row by row.
 *
 * @param columns cells a row; the picture's width is a multiple
 * @param rows rows of cells; the picture's height is a multiple
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record DefectMap(int columns, int rows, float[] logOdds) {

    public DefectMap {
        if (logOdds.length != columns * rows) {
            throw new IllegalArgumentException(
                    columns + "x" + rows + " cells cannot have " + logOdds.length + " values");
        }
    }

    /** The worst cell's log-odds; NaN if any is. */
    public float worst() {
        float worst = Float.NEGATIVE_INFINITY;
        for (float value : logOdds) {
            worst = Math.max(worst, value); // NaN wins, as it must
        }
        return worst;
    }

    /** Log-odds as 0 to 1. */
    public static double share(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /**
     * The rectangle around all cells that hang together with the worst one and reach the limit, corners included.
     *
     * @param limit log-odds, not above the worst
     */
    public Place place(float limit, int width, int height) {
        boolean[] seen = new boolean[logOdds.length];
        int[] open = new int[logOdds.length];
        int from = 0;
        int to = 0;
        open[to++] = worstCell();
        seen[open[0]] = true;
        int left = columns;
        int right = -1;
        int top = rows;
        int bottom = -1;
        while (from < to) {
            int x = open[from] % columns;
            int y = Math.floorDiv(open[from++], columns);
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
                    int cell = ny * columns + nx;
                    if (!seen[cell] && logOdds[cell] >= limit) {
                        seen[cell] = true;
                        open[to++] = cell;
                    }
                }
            }
        }
        int cellWidth = Math.floorDiv(width, columns);
        int cellHeight = Math.floorDiv(height, rows);
        return new Place(
                left * cellWidth, top * cellHeight, (right - left + 1) * cellWidth, (bottom - top + 1) * cellHeight);
    }

    private int worstCell() {
        int worst = 0;
        for (int i = 1; i < logOdds.length; i++) {
            if (logOdds[i] > logOdds[worst]) {
                worst = i;
            }
        }
        return worst;
    }
}
