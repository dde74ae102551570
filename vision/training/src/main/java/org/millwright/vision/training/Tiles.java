package org.millwright.vision.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether pictures keep their scale, and the network sees overlapping tiles of them, or each is brought to the network's size
 * as a whole.
 */
enum Tiles {
    /** As is better for the pictures at hand. */
    FOUND,
    ALWAYS,
    NEVER;

    /** Sides that differ more than this, from the tenth of the narrow ones to the tenth of the wide ones, are no fixed camera's. */
    private static final double MOST_SPREAD = 1.5;

    /** Pictures at their own size take that much of the heap at most. */
    private static final int SHARE_OF_HEAP = 3;

    /**
     * Tiles are for pictures with masks, since nobody knows of a tile of a defective part whether it shows the defect; and pay
     * where pictures differ in size, and would be stretched each in its own way, a scratch being thin on one and thick on another.
     */
    boolean wanted(Catalogue catalogue) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case FOUND ->
                masked(catalogue)
                        && pay(PictureSize.sizes(catalogue), catalogue.entries().size());
        };
    }

    /** Every class has masks but one, which may be the good one. */
    private static boolean masked(Catalogue catalogue) {
        long without = catalogue.entries().stream()
                .filter(entry -> entry.mask().isEmpty())
                .map(Catalogue.Entry::kind)
                .distinct()
                .count();
        return without <= 1 && catalogue.kinds().size() > without;
    }

    /** They differ enough, and all pictures have room in memory at their own size. */
    private static boolean pay(List<PictureSize.Pixels> sizes, int pictures) {
        return differ(sizes) && fit(sizes, pictures);
    }

    private static boolean differ(List<PictureSize.Pixels> sizes) {
        return !sizes.isEmpty()
                && (spread(sizes, PictureSize.Pixels::width) > MOST_SPREAD
                        || spread(sizes, PictureSize.Pixels::height) > MOST_SPREAD);
    }

    private static double spread(List<PictureSize.Pixels> sizes, ToDoubleFunction<PictureSize.Pixels> side) {
        double[] sorted = sizes.stream().mapToDouble(side).toArray();
        Arrays.sort(sorted);
        int tenth = sorted.length / 10;
        return sorted[sorted.length - 1 - tenth] / sorted[tenth];
    }

    private static boolean fit(List<PictureSize.Pixels> sizes, int pictures) {
        double mean = sizes.stream()
                .mapToDouble(size -> (double) size.width() * size.height())
                .average()
                .orElse(0);
        // Three planes and a mask at most.
        return 4 * mean * pictures < (double) Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }
}
