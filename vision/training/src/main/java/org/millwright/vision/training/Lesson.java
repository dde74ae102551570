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

    static Lesson of(Examples examples) {
        boolean good = examples.good().isPresent();
        boolean map = good || examples.all().stream().anyMatch(Example::masked);
        return new Lesson(examples.shape(), examples.kinds(), good, map);
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
