package org.millwright.maintenance.features;

import static java.util.Objects.requireNonNull;

/** What can be said of a signal over a window. */
public sealed interface Features {

    /**
     * @param knownShare of the window's time, 0 to 1
     * @param readings that brought a value within the window, to the nearest pane
     */
    record Known(Statistics statistics, double knownShare, long readings) implements Features {

        public Known {
            requireNonNull(statistics, "statistics is null");
        }
    }

    /** @param reason why not, in words */
    record NotEnough(String reason) implements Features {

        public NotEnough {
            requireNonNull(reason, "reason is null");
        }
    }
}
