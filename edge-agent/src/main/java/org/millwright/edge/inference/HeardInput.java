package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one input of a diagnosing model read last, and before that: the moment that is judged is over, and what was told since
 * is not of it. NOT thread safe. Of fixed size.
 */
final class HeardInput {

    /** Of what holds, but was measured by a clock that was set since. */
    static final long UNTIMED = Long.MIN_VALUE;

    /** @param sourceNanos by the source's clock (epoch nanoseconds), or {@value #UNTIMED} */
    record Heard(long sourceNanos, InputReading.Taken taken) {}

    private final long stepNanos;
    private @Nullable Heard newest;
    /** The last of an earlier step than the newest. */
    private @Nullable Heard before;

    /** @param step from moment to moment */
    HeardInput(Duration step) {
        this.stepNanos = step.toNanos();
    }

    void take(long sourceNanos, InputReading.Taken taken) {
        Heard now = new Heard(sourceNanos, taken);
        if (newest == null || sourceNanos >= newest.sourceNanos()) {
            if (newest != null && step(newest) < step(now)) {
                before = newest;
            }
            newest = now;
        } else if (step(now) < step(newest) && (before == null || sourceNanos >= before.sourceNanos())) {
            before = now;
        }
    }

    private long step(Heard heard) {
        return Math.ceilDiv(heard.sourceNanos(), stepNanos);
    }

    /** What it read last by then. */
    Optional<Heard> at(long sourceNanos) {
        return newest == null || newest.sourceNanos() <= sourceNanos
                ? Optional.ofNullable(newest)
                : Optional.ofNullable(before);
    }

    /** The clock was set: what it read holds, and anything that is read now is newer. */
    void forgetTimes() {
        if (newest != null) {
            newest = new Heard(UNTIMED, newest.taken());
        }
        before = null;
    }
}
