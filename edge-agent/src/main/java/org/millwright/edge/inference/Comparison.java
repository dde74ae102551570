package org.millwright.edge.inference;

/** How a model on trial compares with the one that decides; a snapshot. */
public sealed interface Comparison {

    /**
     * Of pictures.
     *
     * @param parts that it has judged
     * @param stricter parts that it would have kept back and the live model let pass
     * @param laxer parts that it would have let pass and the live model kept back
     */
    record OfParts(long parts, long agreed, long stricter, long laxer) implements Comparison {

        static final OfParts NONE = new OfParts(0, 0, 0, 0);
    }

    /**
     * Of lives.
     *
     * @param asked how often it was asked
     * @param compared how often both gave an estimate; the figures below are of these
     * @param meanDifference its life minus the live model's, in life units; NaN where nothing was compared
     * @param outsideShare how often its life lay outside of the live model's interval; NaN where nothing was compared
     * @param errors how often it failed or gave no number
     * @param late how often it took longer than the deadline
     * @param lifeUnit empty where nothing was compared
     */
    record OfLives(
            long asked,
            long compared,
            double meanDifference,
            double outsideShare,
            long errors,
            long late,
            String lifeUnit)
            implements Comparison {

        static final OfLives NONE = new OfLives(0, 0, Double.NaN, Double.NaN, 0, 0, "");
    }

    /**
     * Of diagnoses.
     *
     * @param asked how often it was asked
     * @param compared how often both had an answer to the same question
     * @param agreed how often that was the same mode, or a quantity on the same side of its limits
     * @param errors how often it failed
     */
    record OfDiagnoses(long asked, long compared, long agreed, long errors) implements Comparison {

        static final OfDiagnoses NONE = new OfDiagnoses(0, 0, 0, 0);
    }
}
