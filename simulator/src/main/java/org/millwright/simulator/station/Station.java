package org.millwright.simulator.station;

import java.time.Duration;
import java.util.Optional;

/**
 * The vision station's program, as it would run in a PLC: a part is accepted only when the agent, alive, says in time
 * that this very part is good. Everything else rejects it, and it is decided once.
 *
 * <p>A verdict for another part is acknowledged, counted and not used; the part in the station goes on waiting.
 *
 * <p>NOT thread safe. All times are from one clock that never runs backwards, in nanoseconds.
 */
public final class Station {

    /** The heartbeat must change within this time. */
    public static final Duration AGENT_TIMEOUT = Duration.ofSeconds(1);

    private record Waiting(String partId, long sequence, long sinceNanos) {}

    private final long deadlineNanos;
    private Optional<Waiting> waiting = Optional.empty();
    private StationCounts counts = StationCounts.NONE;
    private boolean readyBefore;
    private boolean heartbeatSeen;
    private boolean heartbeatMoved;
    private long heartbeat;
    private long heartbeatChangedNanos;
    private long acknowledged;

    public Station(Duration deadline) {
        if (deadline.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("station deadline " + deadline + ": must be at least 1 ms");
        }
        this.deadlineNanos = deadline.toNanos();
    }

    /** A part enters; one that still waits is decided first, as late. */
    public Optional<Decision> partArrives(String partId, long sequence, long nowNanos) {
        Optional<Decision> overrun = waiting.map(part -> decide(part, missing(nowNanos)));
        waiting = Optional.of(new Waiting(partId, sequence, nowNanos));
        return overrun;
    }

    /** The agent's heartbeat as read now. The first value seen is no sign of life: the counter has to move. */
    public void heartbeat(long value, long nowNanos) {
        if (heartbeatSeen && value == heartbeat) {
            return;
        }
        if (heartbeatSeen) {
            heartbeatChangedNanos = nowNanos;
            heartbeatMoved = true;
        }
        heartbeatSeen = true;
        heartbeat = value;
    }

    /** The agent's {@code VerdictReady} and verdict as read now; a verdict counts on the rising edge only. */
    public Optional<Decision> verdict(boolean ready, Verdict verdict, long nowNanos) {
        boolean risen = ready && !readyBefore;
        readyBefore = ready;
        if (!risen) {
            return Optional.empty();
        }
        acknowledged = verdict.sequence();
        Optional<Waiting> matching =
                waiting.filter(part -> part.partId().equals(verdict.partId()) && part.sequence() == verdict.sequence());
        if (matching.isEmpty()) {
            counts = counts.withStray();
            return Optional.empty();
        }
        return matching.map(part -> decide(part, judge(part, verdict, nowNanos)));
    }

    /** Lets time pass: rejects the part whose deadline is over. */
    public Optional<Decision> scan(long nowNanos) {
        return waiting.filter(part -> overdue(part, nowNanos)).map(part -> decide(part, missing(nowNanos)));
    }

    private Decision.Why judge(Waiting part, Verdict verdict, long nowNanos) {
        if (!agentAlive(nowNanos)) {
            return Decision.Why.AGENT_DEAD;
        }
        if (overdue(part, nowNanos)) {
            return Decision.Why.LATE;
        }
        return verdict.good() ? Decision.Why.GOOD : Decision.Why.DEFECT;
    }

    private Decision.Why missing(long nowNanos) {
        return agentAlive(nowNanos) ? Decision.Why.LATE : Decision.Why.AGENT_DEAD;
    }

    private boolean overdue(Waiting part, long nowNanos) {
        return nowNanos - part.sinceNanos() >= deadlineNanos;
    }

    private Decision decide(Waiting part, Decision.Why why) {
        waiting = Optional.empty();
        counts = counts.with(why);
        return new Decision(part.partId(), part.sequence(), why);
    }

    public boolean agentAlive(long nowNanos) {
        return heartbeatMoved && nowNanos - heartbeatChangedNanos <= AGENT_TIMEOUT.toNanos();
    }

    /** Whether a part is in the station and waits for a verdict. */
    public boolean busy() {
        return waiting.isPresent();
    }

    /** Sequence of the last verdict taken, right or wrong. */
    public long acknowledged() {
        return acknowledged;
    }

    public StationCounts counts() {
        return counts;
    }
}
