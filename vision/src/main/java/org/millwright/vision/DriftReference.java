package org.millwright.vision;

import java.util.Arrays;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Section;

/**
 * How scores and brightness were spread over the good pictures that a model was validated with.
 *
 * @param limit of the population stability index, above which the pictures are no longer those of the training
 * @param leastPictures before which nothing is said
 */
public record DriftReference(Spread score, Spread brightness, double limit, int leastPictures) {

    /** Customary: below 0.1 nothing moved, above 0.25 much did (Siddiqi, Credit Risk Scorecards, 2006). */
    private static final double DEFAULT_LIMIT = 0.25;

    private static final int DEFAULT_LEAST = 200;

    /**
     * How a figure is spread.
     *
     * @param edges ascending
     * @param shares of what lies below the first edge, between two, and from the last one on; they add up to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    public record Spread(double[] edges, double[] shares) {

        int bin(double value) {
            int at = Arrays.binarySearch(edges, value);
            return at >= 0 ? at + 1 : -at - 1;
        }

        /** The lowest and the highest of all may be given too; what lies beyond them falls into the outer bins. */
        private static double[] inner(Section section) {
            double[] edges = section.numbers("edges");
            return edges.length == section.numbers("shares").length + 1
                    ? Arrays.copyOfRange(edges, 1, edges.length - 1)
                    : edges;
        }

        static Spread read(Section section) {
            Spread spread = new Spread(inner(section), section.numbers("shares"));
            double sum = Arrays.stream(spread.shares).sum();
            boolean ascending = true;
            for (int i = 1; i < spread.edges.length; i++) {
                ascending &= spread.edges[i] > spread.edges[i - 1];
            }
            boolean fits = spread.edges.length > 0
                    && spread.shares.length == spread.edges.length + 1
                    && Arrays.stream(spread.shares).allMatch(share -> share >= 0)
                    && Math.abs(sum - 1) < 0.01;
            if (!fits || !ascending) {
                throw new ModelException(section.where() + ": " + spread.edges.length + " \"edges\" must ascend, and "
                        + (spread.edges.length + 1) + " \"shares\" add up to 1; found " + spread.shares.length
                        + " that add up to " + sum);
            }
            return spread;
        }
    }

    static DriftReference read(Section section) {
        return new DriftReference(
                Spread.read(section.section("score")),
                Spread.read(section.section("brightness")),
                section.has("limit") ? section.number("limit") : DEFAULT_LIMIT,
                section.has("least-pictures") ? section.whole("least-pictures") : DEFAULT_LEAST);
    }
}
