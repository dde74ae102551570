package org.millwright.edge.web;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.web.AgentStatus.SignalState;

/** One signal of {@link LiveValues}; guarded by its lock. */
final class SignalTrack {

    private final Signal signal;
    private final double[] trend = new double[LiveValues.TREND_POINTS];
    private int next;
    private @Nullable Reading latest;

    SignalTrack(Signal signal) {
        this.signal = signal;
        Arrays.fill(trend, Double.NaN);
    }

    void latest(Reading reading) {
        latest = reading;
    }

    /** Adds the newest value to the trend, once a second; a bad one leaves a gap. */
    void point() {
        Reading reading = latest;
        trend[next] = reading == null || reading.quality() == Quality.BAD ? Double.NaN : number(reading.value());
        next = (next + 1) % trend.length;
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Whole(long whole) -> whole;
            case Value.Flag(boolean flag) -> flag ? 1 : 0;
            case Value.Text _, Value.Missing _ -> Double.NaN;
        };
    }

    Optional<SignalState> state() {
        Reading reading = latest;
        if (reading == null) {
            return Optional.empty();
        }
        double[] ordered = new double[trend.length];
        System.arraycopy(trend, next, ordered, 0, trend.length - next);
        System.arraycopy(trend, 0, ordered, trend.length - next, next);
        return Optional.of(new SignalState(
                signal, reading.value(), reading.quality(), Nanos.instant(reading.receivedNanos()), ordered));
    }
}
