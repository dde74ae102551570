package org.millwright.simulator.line;

/**
 * How fast the spindle's bearing wears.
 *
 * @param acceleration operating hours that pass in one hour of plant time; 600 lets a bearing of 100 operating hours
 *     fail in ten minutes
 * @param initialWear of the first bearing, 0 (new) to below 1
 */
public record WearSettings(double acceleration, double initialWear) {

    /** A bearing that fails in about ten minutes. */
    public static final WearSettings DEMO = new WearSettings(600, 0);

    public WearSettings {
        if (!(acceleration >= 1 && acceleration <= 36_000)) {
            throw new IllegalArgumentException("wear acceleration " + acceleration + ": must be 1 to 36000");
        }
        if (!(initialWear >= 0 && initialWear < 1)) {
            throw new IllegalArgumentException("initial wear " + initialWear + ": must be 0 up to, not including, 1");
        }
    }
}
