package org.millwright.maintenance.detect;

import java.util.List;
import org.millwright.maintenance.RegimeSearch;

/**
 * Whether and by what a machine's operating regimes are told apart.
 *
 * @param declared signals that tell the regime, such as a speed that is asked for or the number of a recipe; empty to look
 *     for regimes among all signals
 * @param most regimes at most; 1 without declared signals is one normal for all that the machine does
 */
public record RegimeSettings(List<String> declared, int most) {

    public RegimeSettings {
        declared = List.copyOf(declared);
        if (most < 1 || most > RegimeSearch.MOST_REGIMES) {
            throw new IllegalArgumentException(
                    "most regimes " + most + " must be from 1 to " + RegimeSearch.MOST_REGIMES);
        }
    }

    /** Looks for them among all signals. */
    public static RegimeSettings found() {
        return new RegimeSettings(List.of(), RegimeSearch.MOST_REGIMES);
    }

    /** One normal for all that the machine does. */
    public static RegimeSettings one() {
        return new RegimeSettings(List.of(), 1);
    }

    /** Told by these signals. */
    public static RegimeSettings by(List<String> signals) {
        return new RegimeSettings(signals, RegimeSearch.MOST_REGIMES);
    }
}
