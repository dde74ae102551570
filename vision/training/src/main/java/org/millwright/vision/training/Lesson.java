package org.millwright.vision.training;

import java.util.List;

/**
 * What a network is to learn from a folder, and how a target is laid out: the cells of the map, a share for each class,
 * then three flags.
 *
 * @param kinds the classes in the order of the network's answer
 * @param hasGood whether there are good parts, so that the map's worst cell can decide
 * @param hasMap whether there is anything to learn where a defect is from
 */
record Lesson(Example.Shape picture, List<String> kinds, boolean hasGood, boolean hasMap) {

    /** Pixels that a cell of the map is wide and high. */
    static final int CELL = 2;

    private static final int FLAGS = 3;
    /** Share of a picture's side that a window has. */
    private static final double WINDOW = 0.57;
    /** The same of a tile's, which is a window already. */
    private static final double WINDOW_OF_A_TILE = 0.83;

    private static final int SMALLEST_WINDOW = 96;

    static Lesson of(Examples examples) {
        boolean good = examples.good().isPresent();
        boolean map = good || examples.all().stream().anyMatch(Example::masked);
        return new Lesson(examples.shape(), examples.kinds(), good, map);
    }

    /**
     * The same for windows of the pictures, which cost less to learn from than whole ones and hide which part it is;
     * whole ones where a window's label would not be known, a defective picture having no mask.
     */
    Lesson windowed(List<Example> examples) {
        if (!hasMap || !examples.stream().allMatch(Example::mapKnown)) {
            return this;
        }
        double share = picture.tiles(examples) ? WINDOW_OF_A_TILE : WINDOW;
        Example.Shape window = new Example.Shape(
                picture.channels(), windowed(picture.height(), share), windowed(picture.width(), share));
        return new Lesson(window, kinds, hasGood, hasMap);
    }

    private static int windowed(int side, double share) {
        int steps = (int) Math.round(side * share / PictureSize.STEP);
        return Math.clamp((long) steps * PictureSize.STEP, Math.min(side, SMALLEST_WINDOW), side);
    }

    boolean hasClasses() {
        return kinds.size() > 1;
    }

    int columns() {
        return picture.width() / CELL;
    }

    int rows() {
        return picture.height() / CELL;
    }

    int cells() {
        return hasMap ? rows() * columns() : 0;
    }

    int kindsAt() {
        return cells();
    }

    /** 1 where it is known which cells are defective. */
    int mapKnownAt() {
        return cells() + kinds.size();
    }

    /** 1 where the part is defective. */
    int defectiveAt() {
        return mapKnownAt() + 1;
    }

    /** 1 where the worst cell is to tell whether the part is defective. */
    int partKnownAt() {
        return mapKnownAt() + 2;
    }

    int targetSize() {
        return cells() + kinds.size() + FLAGS;
    }
}
