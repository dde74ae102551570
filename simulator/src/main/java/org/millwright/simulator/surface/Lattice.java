package org.millwright.simulator.surface;

import java.util.random.RandomGenerator;

/** Smooth noise between -1 and 1: random values on a lattice that repeats, blended in between (value noise). */
final class Lattice {

    private static final int COLUMNS = 16;
    private static final int ROWS = 512;

    private final float[] values = new float[COLUMNS * ROWS];

    Lattice(RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
    }

    /** One lattice cell is 1 × 1; {@code u} repeats after 16 cells, {@code v} after 512. */
    float at(float u, float v) {
        int column = floor(u);
        int row = floor(v);
        float right = ease(u - column);
        float down = ease(v - row);
        int top = (row & (ROWS - 1)) * COLUMNS;
        int bottom = ((row + 1) & (ROWS - 1)) * COLUMNS;
        int here = column & (COLUMNS - 1);
        int next = (column + 1) & (COLUMNS - 1);
        float above = values[top + here] + right * (values[top + next] - values[top + here]);
        float below = values[bottom + here] + right * (values[bottom + next] - values[bottom + here]);
        return above + down * (below - above);
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }
}
