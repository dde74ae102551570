package org.millwright.vision;

/** What a picture is taken to show beyond its border: itself, mirrored, over and over. */
public final class Border {

    private Border() {}

    /**
     * Where along one side of a picture the pixel is that is seen at a place; the outermost ones stand beside themselves.
     *
     * @param at in pixels, before 0 or past the end too
     * @param size how many pixels that side has, at least 1
     */
    public static int mirrored(int at, int size) {
        if (at >= 0 && at < size) {
            return at;
        }
        int inPeriod = Math.floorMod(at, 2 * size);
        return inPeriod < size ? inPeriod : 2 * size - 1 - inPeriod;
    }
}
