package org.millwright.simulator.truth;

import java.util.Locale;

/** What the PLC did with a part. */
public enum Outcome {
    ACCEPTED,
    REJECTED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
