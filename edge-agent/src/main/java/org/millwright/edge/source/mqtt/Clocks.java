package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.source.ClockWatch;
import org.millwright.edge.source.NamedFaults;

/**
 * The clocks behind one broker: each topic or edge node has its own. Safe from any thread.
 *
 * <p>A stamp is compared with the time of its arrival, so an offset is less the message's shortest time on the way.
 */
final class Clocks {

    private static final int CLOCKS = 1_000;

    private final String source;
    private final NamedFaults faults;
    private final Supplier<ClockWatch> watch;
    private final Map<String, ClockWatch> watches = new ConcurrentHashMap<>();

    Clocks(String source, NamedFaults faults, Supplier<ClockWatch> watch) {
        this.source = source;
        this.faults = faults;
        this.watch = watch;
    }

    /**
     * @param owner the topic or the edge node
     * @param stampNanos by the owner's clock; the newest of a message
     * @return that the clock was set, which is believed after some seconds
     */
    Optional<Notice> stamped(String owner, SitePath path, long stampNanos, long receivedNanos) {
        ClockWatch known = watches.get(owner);
        if (known == null) {
            if (watches.size() >= CLOCKS) {
                return Optional.empty();
            }
            known = watches.computeIfAbsent(owner, _ -> watch.get());
        }
        return known.stamped(stampNanos).map(step -> notice(owner, path, step, receivedNanos));
    }

    private Notice notice(String owner, SitePath path, Duration step, long receivedNanos) {
        double seconds = step.toNanos() / 1e9;
        String text = "the clock behind " + owner + " was set " + (seconds < 0 ? "back" : "forward") + " by "
                + Math.round(Math.abs(seconds) * 10) / 10.0 + " s";
        faults.report("clock-step", owner, () -> text + ": is its time server sound?");
        return new Notice(path, source, Notice.Kind.CLOCK_STEPPED, seconds, text, receivedNanos);
    }

    /** Of the clock that is farthest from this agent's; positive where it is ahead. */
    Optional<Duration> offset() {
        return watches.values().stream()
                .flatMap(known -> known.offset().stream())
                .max(Comparator.comparing(Duration::abs));
    }
}
