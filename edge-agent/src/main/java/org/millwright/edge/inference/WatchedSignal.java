package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Optional;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.maintenance.SourceClock;
import org.millwright.maintenance.features.FeatureWindow;
import org.millwright.maintenance.features.Features;
import org.millwright.maintenance.features.Statistics;

/**
 * The features of one signal. A reading that is not good ends the value before it and counts for nothing.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class WatchedSignal {

    private final Signal signal;
    private final Duration length;
    private final Duration longestHold;
    private final SourceClock clock = new SourceClock();
    private FeatureWindow window;

    WatchedSignal(Signal signal, ConditionConfig config) {
        this.signal = signal;
        this.length = config.window();
        this.longestHold = config.longestHold();
        this.window = new FeatureWindow(length, longestHold);
    }

    /** False for a reading that is older than one before it, or stamped with a time far ahead: left out. */
    boolean accept(Reading reading) {
        double value = switch (reading.value()) {
            case Value.Numeric(double number) -> number;
            case Value.Whole(long whole) -> whole;
            case Value.Flag(boolean flag) -> flag ? 1 : 0;
            case Value.Text text -> Double.NaN;
            case Value.Missing missing -> Double.NaN;
        };
        double usable = reading.quality() == Quality.GOOD ? value : Double.NaN;
        if (!clock.accept(reading.timestampNanos(), reading.receivedNanos())) {
            return false;
        }
        boolean taken = window.accept(reading.timestampNanos(), usable);
        if (clock.isSetBack(!taken, reading.receivedNanos())) {
            window = new FeatureWindow(length, longestHold);
            return window.accept(reading.timestampNanos(), usable);
        }
        return taken;
    }

    /** What the window that ends now says. */
    FeatureSet features(long nowNanos) {
        return switch (window.features(clock.now(nowNanos))) {
            case Features.Known(Statistics found, double knownShare, long readings) ->
                new FeatureSet(signal, length, Optional.of(figures(found)), "", knownShare, readings, nowNanos);
            case Features.NotEnough(String reason) ->
                new FeatureSet(signal, length, Optional.empty(), reason, Double.NaN, 0, nowNanos);
        };
    }

    private static FeatureSet.Figures figures(Statistics found) {
        return new FeatureSet.Figures(
                found.mean(),
                found.deviation(),
                found.lowest(),
                found.highest(),
                found.rms(),
                found.skewness(),
                found.kurtosis(),
                found.slopePerHour());
    }
}
