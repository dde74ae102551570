package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

/**
 * A finding, and the regime that the machine was in.
 *
 * @param regime from 1 on, in the order of the regimes' first setting; 0 where regimes are not told apart, or where it is in
 *     none that was learned
 */
public record RegimeFinding(int regime, Finding finding) {

    public RegimeFinding {
        requireNonNull(finding, "finding is null");
    }
}
