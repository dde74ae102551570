package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a signal did over a window: the stage "data manipulation" of ISO 13374.
 *
 * @param window its length
 * @param figures empty where too little is known of the window
 * @param reason why there are none; else empty
 * @param knownShare of the window's time, 0 to 1; NaN where there are no figures
 * @param readings that brought a value
 * @param timestampNanos the window's end, by the agent's clock (epoch nanoseconds)
 * @param regime the operating regime that the machine was in throughout the window, from 1 on; 0 where it is not known or
 *     changed
 */
public record FeatureSet(
        Signal signal,
        Duration window,
        Optional<Figures> figures,
        String reason,
        double knownShare,
        long readings,
        long timestampNanos,
        int regime)
        implements Event {

    /**
     * In the signal's unit, each moment of time counting the same.
     *
     * @param skewness NaN for a constant
     * @param kurtosis 3 for a bell curve; NaN for a constant
     * @param slopePerHour units an hour
     */
    public record Figures(
            double mean,
            double deviation,
            double lowest,
            double highest,
            double rms,
            double skewness,
            double kurtosis,
            double slopePerHour) {}

    /** Of a machine whose regimes are not told apart. */
    public FeatureSet(
            Signal signal,
            Duration window,
            Optional<Figures> figures,
            String reason,
            double knownShare,
            long readings,
            long timestampNanos) {
        this(signal, window, figures, reason, knownShare, readings, timestampNanos, 0);
    }

    /** The same, of a machine that was in this regime throughout. */
    public FeatureSet in(int throughout) {
        return new FeatureSet(signal, window, figures, reason, knownShare, readings, timestampNanos, throughout);
    }

    public FeatureSet {
        requireNonNull(signal, "signal is null");
        requireNonNull(window, "window is null");
        requireNonNull(figures, "figures is null");
        requireNonNull(reason, "reason is null");
    }
}
