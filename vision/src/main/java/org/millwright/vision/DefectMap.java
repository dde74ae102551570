package org.millwright.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** The log-odds of a share between 0 and 1. */
    public static float logOdds(double share) {
        return (float) Math.log(share / (1 - share));
    }

    /**
     * Cells that hang together, corners included, and reach the limit.
     *
     * @param worst the log-odds of the worst of them
     */
    record Cluster(int left, int top, int right, int bottom, float worst) {}

    /** All clusters, the worst first. */
    List<Cluster> clusters(float limit) {
        List<Cluster> clusters = new ArrayList<>();
        boolean[] seen = null;
        int[] open = null;
        for (int cell = 0; cell < logOdds.length; cell++) {
            if (logOdds[cell] >= limit) {
                if (seen == null || open == null) {
                    seen = new boolean[logOdds.length];
                    open = new int[logOdds.length];
                }
                if (!seen[cell]) {
                    clusters.add(cluster(cell, limit, seen, open));
                }
            }
        }
        clusters.sort(Comparator.comparingDouble(Cluster::worst).reversed());
        return clusters;
    }

    private Cluster cluster(int start, float limit, boolean[] seen, int[] open) {
        int from = 0;
        int to = 0;
        open[to++] = start;
        seen[start] = true;
        int left = columns;
        int right = -1;
        int top = rows;
        int bottom = -1;
        float worst = logOdds[start];
        while (from < to) {
            int cell = open[from++];
            int x = cell % columns;
            int y = Math.floorDiv(cell, columns);
            worst = Math.max(worst, logOdds[cell]);
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
                    int next = ny * columns + nx;
                    if (!seen[next] && logOdds[next] >= limit) {
                        seen[next] = true;
                        open[to++] = next;
                    }
                }
            }
        }
        return new Cluster(left, top, right, bottom, worst);
    }

    /**
     * The rectangle around all cells that hang together with the worst one and reach the limit, corners included.
     *
     * @param limit log-odds; above the worst, the worst cell alone is taken
     * @param width of the picture, in whatever the rectangle shall be
     */
    public Place place(float limit, int width, int height) {
        Cluster worst = clusters(Math.min(limit, worst())).getFirst();
        int cellWidth = Math.floorDiv(width, columns);
        int cellHeight = Math.floorDiv(height, rows);
        return new Place(
                worst.left * cellWidth,
                worst.top * cellHeight,
                (worst.right - worst.left + 1) * cellWidth,
                (worst.bottom - worst.top + 1) * cellHeight);
    }
}
