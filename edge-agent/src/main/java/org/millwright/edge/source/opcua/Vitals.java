package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.ClockWatch;

/**
 * Asks the server now and then how it is: whether it answers at all when every signal is quiet, what time it has, and whether
 * its namespaces are still the same.
 *
 * <p>{@link #stamped} comes on the client's threads; the rest is the source's own thread's.
 */
final class Vitals {

    private static final long SAME_STEP_NANOS = Duration.ofMinutes(1).toNanos();

    private final Faults faults;
    private final RecoveryLog log;
    private final ClockWatch server;
    private final ClockWatch stamps;
    private Optional<Duration> lastStep = Optional.empty();
    private long lastStepAtNanos;

    Vitals(Faults faults, RecoveryLog log) {
        this.faults = faults;
        this.log = log;
        this.server = new ClockWatch(log.clock());
        this.stamps = new ClockWatch(log.clock());
    }

    /** True when the server is still who it was at the start of the session. */
    boolean ask(Link link) throws UaException, InterruptedException {
        long asked = server.ask();
        List<DataValue> values = ServerFacts.values(
                link.client(),
                List.of(
                        NodeIds.Server_ServerStatus_CurrentTime,
                        NodeIds.Server_ServerStatus_StartTime,
                        NodeIds.Server_NamespaceArray));
        if (values.get(0).value().value() instanceof DateTime time) {
            long nanos = Times.nanos(time, null);
            if (nanos != Reading.UNKNOWN_TIME) {
                Optional<Duration> step = server.answered(asked, nanos);
                if (step.isPresent()) {
                    stepped(step.get(), "the server's clock");
                }
            }
        }
        boolean sameStart = !(values.get(1).value().value() instanceof DateTime start)
                || start.utcTime() == 0
                || link.facts().startNanos() == Times.nanos(start, null);
        boolean sameNames = !(values.get(2).value().value() instanceof String[] names)
                || Arrays.equals(names, link.facts().namespaces().toArray());
        return sameStart && sameNames;
    }

    /**
     * A message arrived whose newest value bears this source time; the step that it proves, if any. Machines of one server may
     * have clocks of their own, and the one that is ahead may stand still: of several nothing is concluded.
     */
    Optional<Duration> stamped(long sourceNanos) {
        return log.machines().size() == 1 ? stamps.stamped(sourceNanos) : Optional.empty();
    }

    /** Somebody set the clock by which values are stamped; the server's own clock, if it was that, has been reported. */
    void stampsStepped(Duration step) throws InterruptedException {
        boolean known = lastStep.filter(last -> last.minus(step).abs().compareTo(ClockWatch.STEP) <= 0)
                        .isPresent()
                && System.nanoTime() - lastStepAtNanos < SAME_STEP_NANOS;
        if (!known) {
            stepped(step, "the clock that stamps the values");
        }
    }

    private void stepped(Duration step, String clock) throws InterruptedException {
        faults.add("clock-step");
        lastStep = Optional.of(step);
        lastStepAtNanos = System.nanoTime();
        double seconds = step.toNanos() / 1e9;
        log.tell(
                Notice.Kind.CLOCK_STEPPED,
                seconds,
                String.format(
                        Locale.ROOT,
                        "%s was set %s by %.1f s: timestamps before and after do not fit together",
                        clock,
                        step.isNegative() ? "back" : "forward",
                        Math.abs(seconds)));
    }

    /** The server's clock minus ours. */
    Optional<Duration> offset() {
        return server.offset().or(stamps::offset);
    }
}
