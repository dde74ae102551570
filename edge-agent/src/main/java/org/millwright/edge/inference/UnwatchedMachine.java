package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;

/** A machine that no model watches: while it sends readings its prognosis is uncertain, once a minute. */
final class UnwatchedMachine implements WatchedMachine {

    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final Machine machine;
    private final String fault;
    private final InstantSource clock;
    private long newestNanos = Reading.UNKNOWN_TIME;
    private long toldNanos = Reading.UNKNOWN_TIME;

    UnwatchedMachine(Machine machine, String fault, InstantSource clock) {
        this.machine = machine;
        this.fault = fault;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> seen() {
        return Optional.empty();
    }

    @Override
    public WatchedMachine remembering(byte[] seen) {
        return this;
    }

    @Override
    public void accept(Reading reading) {
        newestNanos = reading.timestampNanos();
    }

    @Override
    public void loseStaleInputs() {}

    @Override
    public Optional<JudgedLife> advance(long nowNanos) {
        if (newestNanos == Reading.UNKNOWN_TIME
                || (toldNanos != Reading.UNKNOWN_TIME && Math.abs(nowNanos - toldNanos) < AGAIN_NANOS)) {
            return Optional.empty();
        }
        toldNanos = nowNanos;
        Prognosis uncertain = new Prognosis(
                machine,
                Double.NaN,
                "",
                Optional.empty(),
                Prognosis.Health.FUNCTION_CHECK,
                "no model: " + fault,
                "",
                newestNanos,
                Times.epochNanos(clock));
        return Optional.of(new JudgedLife(uncertain, nowNanos, 0, false, 0));
    }

    @Override
    public Optional<WatchedMachine> under(WatchedMachine fresh) {
        return Optional.empty();
    }
}
