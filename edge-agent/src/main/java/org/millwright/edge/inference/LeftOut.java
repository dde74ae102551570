package org.millwright.edge.inference;

import java.util.Optional;

/**
 * Readings that a diagnosis does not count.
 *
 * @param reason a word
 */
record LeftOut(String reason, long count) {

    static final Optional<LeftOut> ONE_AHEAD = Optional.of(new LeftOut("ahead", 1));

    static LeftOut outdated(long count) {
        return new LeftOut("outdated", count);
    }
}
