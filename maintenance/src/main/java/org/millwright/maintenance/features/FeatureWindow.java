package org.millwright.maintenance.features;

import java.time.Duration;
import java.util.Locale;

/**
 * One signal over a sliding window. A value holds until the next one, as sources report by exception, but for no longer than
 * is told; what comes after that, or after a reading without a value, is unknown and counts for nothing.
 *
 * <p>The window is made of {@value #PANES} panes, so that a new reading costs the same however long the window is, and memory
 * is fixed. The window ends at the time asked for and begins within one pane before or after its length.
 *
 * <p>NOT thread safe. Never blocks.
 */
public final class FeatureWindow {

    /** How finely a window slides. */
    public static final int PANES = 60;

    private static final double LEAST_KNOWN = 0.5;
    private static final int LEAST_READINGS = 3;

    private final long paneNanos;
    private final long longestHoldNanos;
    private final Moments[] panes = new Moments[PANES];
    private final long[] readings = new long[PANES];
    private final Moments all = new Moments();
    private final Moments tail = new Moments();

    private long newestPane = Long.MIN_VALUE;
    private long originNanos;
    private long lastNanos = Long.MIN_VALUE;
    private double held = Double.NaN;

    /**
     * @param length of the window, at least {@value #PANES} milliseconds
     * @param longestHold how long a value counts when nothing follows it
     */
    public FeatureWindow(Duration length, Duration longestHold) {
        if (length.toMillis() < PANES || longestHold.isNegative() || longestHold.isZero()) {
            throw new IllegalArgumentException("window " + length + ", longest hold " + longestHold
                    + ": the first must be at least " + PANES + " ms, the second above 0");
        }
        this.paneNanos = length.toNanos() / PANES;
        this.longestHoldNanos = longestHold.toNanos();
        for (int i = 0; i < PANES; i++) {
            panes[i] = new Moments();
        }
    }

    /**
     * A reading; of two with the same source time the later call counts.
     *
     * @param value NaN or infinite where the reading has no usable value
     * @return false if it is older than one before: left out
     */
    public boolean accept(long sourceNanos, double value) {
        if (lastNanos != Long.MIN_VALUE && sourceNanos < lastNanos) {
            return false;
        }
        if (lastNanos == Long.MIN_VALUE) {
            originNanos = sourceNanos;
        }
        hold(sourceNanos);
        lastNanos = sourceNanos;
        held = Double.isFinite(value) ? value : Double.NaN;
        if (!Double.isNaN(held)) {
            open(paneOf(sourceNanos));
            readings[Math.floorMod(newestPane, PANES)]++;
        }
        return true;
    }

    /**
     * What the window that ends now says. What the last reading holds until now is not final: a later reading may be of
     * before now, as where readings arrive in bursts.
     *
     * @param nowNanos by the clock of the readings' source times; one before the newest reading counts as that
     */
    public Features features(long nowNanos) {
        if (lastNanos == Long.MIN_VALUE) {
            return new Features.NotEnough("nothing was read yet");
        }
        long now = Math.max(nowNanos, lastNanos);
        long end = paneOf(now);
        all.clear();
        long count = 0;
        for (long pane = Math.max(end, newestPane) - PANES + 1; pane <= newestPane; pane++) {
            int at = Math.floorMod(pane, PANES);
            all.merge(panes[at]);
            count += readings[at];
        }
        all.merge(tail(now, originNanos + (end - PANES + 1) * paneNanos));
        double known = all.seconds() / (PANES * paneNanos / 1e9);
        if (count < LEAST_READINGS || known < LEAST_KNOWN) {
            return new Features.NotEnough(String.format(
                    Locale.ROOT,
                    "%d readings that cover %.0f %% of the window; at least %d and %.0f %% are needed",
                    count,
                    100 * known,
                    LEAST_READINGS,
                    100 * LEAST_KNOWN));
        }
        return new Features.Known(all.statistics(), Math.min(1, known), count);
    }

    /** What the last reading holds up to now, or as far as it may, without what lies before the window. */
    private Moments tail(long nowNanos, long beginNanos) {
        tail.clear();
        long from = Math.max(lastNanos, beginNanos);
        long until = heldUntil(nowNanos);
        if (!Double.isNaN(held) && until > from) {
            tail.add(seconds(from), seconds(until), held);
        }
        return tail;
    }

    /** Lets the value that holds count up to the next reading. */
    private void hold(long untilNanos) {
        if (Double.isNaN(held)) {
            return;
        }
        long until = heldUntil(untilNanos);
        // What left the window already need not be counted pane by pane.
        long from = Math.max(lastNanos, untilNanos - (PANES + 1) * paneNanos);
        while (from < until) {
            long pane = paneOf(from);
            long end = Math.min(until, originNanos + (pane + 1) * paneNanos);
            open(pane);
            panes[Math.floorMod(pane, PANES)].add(seconds(from), seconds(end), held);
            from = end;
        }
    }

    private long heldUntil(long nanos) {
        return nanos - lastNanos > longestHoldNanos ? lastNanos + longestHoldNanos : nanos;
    }

    private long paneOf(long nanos) {
        return Math.floorDiv(nanos - originNanos, paneNanos);
    }

    private double seconds(long nanos) {
        return (nanos - originNanos) / 1e9;
    }

    /** Makes room: panes that the window leaves behind are forgotten. */
    private void open(long pane) {
        long first = newestPane == Long.MIN_VALUE ? pane - PANES : newestPane;
        for (long next = Math.max(first, pane - PANES) + 1; next <= pane; next++) {
            int at = Math.floorMod(next, PANES);
            panes[at].clear();
            readings[at] = 0;
        }
        newestPane = Math.max(first, pane);
    }
}
