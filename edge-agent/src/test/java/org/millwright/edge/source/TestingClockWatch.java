package org.millwright.edge.source;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A watch whose monotonic clock a test turns. */
public final class TestingClockWatch {

    private TestingClockWatch() {}

    public static ClockWatch of(InstantSource clock, LongSupplier monotonic) {
        return new ClockWatch(clock, monotonic);
    }
}
