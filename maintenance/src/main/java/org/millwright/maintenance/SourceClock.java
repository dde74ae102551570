package org.millwright.maintenance;

import java.time.Duration;

/**
 * A source's clock as the gateway gets to know it: from when readings were measured by it, and when they arrived by ours.
 *
 * <p>What arrived fastest tells most, as a reading is on its way for some time and may be of a value that has not changed for
 * hours; the two fastest of many are left out, as one odd stamp must not move the clock. NOT thread safe. Of fixed size.
 */
public final class SourceClock {

    /** A stamp further ahead of the source's other stamps is not to be believed. */
    public static final Duration FAR_AHEAD = Duration.ofMinutes(1);

    private static final int REMEMBERED = 64;
    private static final int MANY = 8;
    /** So many readings over so long, all of them older than what was read before, and the clock was set back. */
    private static final int OLDER = 8;

    private static final long OLDER_FOR_NANOS = Duration.ofSeconds(10).toNanos();

    private final long[] lags = new long[REMEMBERED];
    private int count;
    private int older;
    private long olderSinceNanos;

    /**
     * Takes the times of one reading.
     *
     * @param receivedNanos by the gateway's clock (epoch nanoseconds)
     * @return false if it lies so far ahead of the source's other readings, and of our clock, that it is not to be used
     */
    public boolean accept(long sourceNanos, long receivedNanos) {
        long lag = receivedNanos - sourceNanos;
        lags[count % REMEMBERED] = lag;
        // Kept small: only its order of magnitude and its remainder are asked for.
        count = count == 2 * REMEMBERED - 1 ? REMEMBERED : count + 1;
        // What is not ahead of our clock either is believed: where all that came before had stood unchanged for hours.
        return lag() - lag <= FAR_AHEAD.toNanos() || lag >= -FAR_AHEAD.toNanos();
    }

    /** What the source's clock shows now, at least; ours where nothing has arrived yet. */
    public long now(long gatewayNanos) {
        return gatewayNanos - (count == 0 ? 0 : lag());
    }

    /**
     * To be told of each reading whether it was older than one before it.
     *
     * @return true if the clock must have been set back: nothing but older readings, and not for a moment only, as what is
     *     filled in from a server's history has newer ones beside it
     */
    public boolean isSetBack(boolean wasOlder, long receivedNanos) {
        if (!wasOlder) {
            older = 0;
            return false;
        }
        if (older == 0) {
            olderSinceNanos = receivedNanos;
        }
        older++;
        if (older < OLDER || receivedNanos - olderSinceNanos < OLDER_FOR_NANOS) {
            return false;
        }
        older = 0;
        count = 0;
        return true;
    }

    /** The least of few, the third least of many. */
    private long lag() {
        long least = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        long third = Long.MAX_VALUE;
        int known = Math.min(count, REMEMBERED);
        for (int i = 0; i < known; i++) {
            long lag = lags[i];
            if (lag < least) {
                third = second;
                second = least;
                least = lag;
            } else if (lag < second) {
                third = second;
                second = lag;
            } else if (lag < third) {
                third = lag;
            }
        }
        return known < MANY ? least : third;
    }
}
