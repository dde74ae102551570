package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.millwright.edge.signal.Channel;
import org.millwright.maintenance.vibration.BearingOrders;

/**
 * One bearing whose vibration is examined.
 *
 * @param part the bearing, in words
 * @param rate samples a second
 * @param speed of the shaft, revolutions a minute
 * @param samples how many a waveform has; empty for any
 * @param highestRms in the channel's unit; empty for no limit
 * @param highestKurtosis empty for no limit
 * @param staleAfter a source that has been down for longer makes what it told of rate or speed stale
 */
public record VibrationConfig(
        Channel channel,
        String part,
        Figure rate,
        Figure speed,
        BearingOrders orders,
        OptionalInt samples,
        OptionalDouble highestRms,
        OptionalDouble highestKurtosis,
        Duration staleAfter) {

    /** Where a figure comes from. */
    public sealed interface Figure {

        record Fixed(double value) implements Figure {}

        /** @param signal of the same machine */
        record Told(String signal) implements Figure {}
    }

    public VibrationConfig {
        requireNonNull(channel, "channel is null");
        requireNonNull(part, "part is null");
        requireNonNull(rate, "rate is null");
        requireNonNull(speed, "speed is null");
        requireNonNull(orders, "orders is null");
        requireNonNull(staleAfter, "staleAfter is null");
    }
}
