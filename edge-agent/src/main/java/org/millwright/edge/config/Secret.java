package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

/** A password or token that no log, message or page shows by accident. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value, "secret is null");
    }

    /** The secret itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
