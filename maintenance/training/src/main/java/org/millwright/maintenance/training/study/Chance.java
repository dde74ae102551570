package org.millwright.maintenance.training.study;

import java.util.Locale;

/**
 * Between what the true share lies in 19 of 20 cases, where a share was found among so many independent trials.
 *
 * <p>Source: Wilson's score interval (Probable inference, the law of succession, and statistical inference, 1927).
 */
public record Chance(double low, double high) {

    private static final double Z = 1.959964; // of the normal distribution, 2.5 % on either side

    /**
     * @param found 0 to 1
     * @param trials at least 1; fewer than were counted where some stand or fall together
     */
    public static Chance of(double found, int trials) {
        double z2 = Z * Z / trials;
        double middle = (found + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(found * (1 - found) / trials + z2 / (4 * trials)) / (1 + z2);
        return new Chance(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** In percent. */
    public String row() {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
    }
}
