package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

/**
 * How one signal behaved while it was learned.
 *
 * @param name of the signal
 * @param judged by what it is judged
 * @param centre its median, in its own unit
 * @param spread how far its readings usually lie from there, in its own unit; 0 for a constant
 * @param level of the running mean, in spreads from the centre
 * @param roughness of the logarithm of the running mean square of its steps, in spreads
 * @param longestRun the most readings in a row that were the same
 * @param looks how many independent looks at its level learning held
 */
public record SignalNormal(
        String name,
        Judged judged,
        double centre,
        double spread,
        Usual level,
        Usual roughness,
        int longestRun,
        double looks) {

    /** What is known of a signal. */
    public enum Judged {
        /** It kept to a level often enough: by its level, its roughness and whether it moves at all. */
        BY_LEVEL,
        /** It was still on its way when learning ended, as a machine that warms up: by its steps alone. */
        BY_STEPS,
        /** It did not move, or too few of its readings were usable: not at all. */
        NOT
    }

    /**
     * Where a figure usually lies.
     *
     * @param deviation what to expect of a new one, with what the learned mean is itself uncertain by
     * @param freedom degrees of freedom of the deviation
     */
    public record Usual(double mean, double deviation, double freedom) {

        static final Usual NOTHING = new Usual(0, 1, 1);

        public Usual {
            if (!Double.isFinite(mean) || !(deviation > 0 && freedom > 0)) {
                throw new IllegalArgumentException("a figure that is usually " + mean + " with a deviation of "
                        + deviation + " and " + freedom + " degrees of freedom cannot be judged by");
            }
        }

        /** How surprising a figure is, on the scale of a standard normal variable. */
        double surprise(double figure) {
            return Distributions.normalFromStudent((figure - mean) / deviation, freedom);
        }
    }

    public SignalNormal {
        requireNonNull(name, "name is null");
    }

    /** A reading in spreads from the centre. */
    double scaled(double reading) {
        return (reading - centre) / spread;
    }
}
