package org.millwright.simulator.surface;

/** Pixels from the top left corner. */
public record Box(int x, int y, int width, int height) {

    public Box {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("a box cannot be at " + x + "," + y + " and " + width + "x" + height);
        }
    }
}
