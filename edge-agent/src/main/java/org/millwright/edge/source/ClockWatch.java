package org.millwright.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one clock of a source is from this agent's, and whether somebody set it.
 *
 * <p>An answer to a question bounds the offset from both sides (RFC 5905, section 8: it is known to half the round trip),
 * so that one answer proves a step. A stamp that merely arrives says only that the clock was at least that far, since it may
 * have waited on its way: a step is believed when the newest stamps of two windows in a row agree on it.
 *
 * <p>Steps are measured against the monotonic clock, so that setting this agent's own clock is not taken for a step of
 * the source's. One clock for each watch: two devices behind one broker need two. Safe from any thread; allocates nothing
 * for a stamp.
 */
public final class ClockWatch {

    /** What a clock must jump beyond the uncertainty to be reported. */
    public static final Duration STEP = Duration.ofSeconds(1);

    private static final long STEP_NANOS = STEP.toNanos();
    private static final long AGREE_NANOS = STEP_NANOS / 2;
    private static final int KEPT_ANSWERS = 8;
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int WINDOW_STAMPS = 3;

    /** @param offset source clock minus monotonic clock in the middle of the round trip, known to half of {@code trip} */
    private record Answer(long offset, long trip) {}

    private final InstantSource clock;
    private final LongSupplier monotonic;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private @Nullable Long level;
    private @Nullable Long candidate;
    private long wallAtLevel;
    private long wallAtAnswer;
    private long windowStart;
    private long windowNewest;
    private int windowStamps;

    public ClockWatch(InstantSource clock) {
        this(clock, System::nanoTime);
    }

    ClockWatch(InstantSource clock, LongSupplier monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
    }

    /** When a question is being asked; to be given to {@link #answered} with the answer. */
    public long ask() {
        return monotonic.getAsLong();
    }

    /**
     * The source has just answered with its time.
     *
     * @param asked from {@link #ask}
     * @param sourceNanos the source's clock (epoch nanoseconds)
     * @return how far its clock was set, forward if positive; empty for the usual answer
     */
    public synchronized Optional<Duration> answered(long asked, long sourceNanos) {
        long now = monotonic.getAsLong();
        Answer answer = new Answer(sourceNanos - (asked + (now - asked) / 2), now - asked);
        Answer best = best();
        long wall = wallOffset(now);
        Optional<Duration> step = Optional.empty();
        if (best != null) {
            long jump = answer.offset() - best.offset();
            if (Math.abs(jump) > STEP_NANOS + (answer.trip() + best.trip()) / 2) {
                answers.clear();
                step = unlessPaused(jump, wall - wallAtAnswer);
            }
        }
        wallAtAnswer = wall;
        if (answers.size() == KEPT_ANSWERS) {
            answers.removeFirst();
        }
        answers.addLast(answer);
        return step;
    }

    /**
     * Something stamped by the source's clock has just arrived; the newest stamp where several came together.
     *
     * @param sourceNanos epoch nanoseconds
     * @return as for {@link #answered}, at the end of a window at the earliest
     */
    public synchronized Optional<Duration> stamped(long sourceNanos) {
        long now = monotonic.getAsLong();
        long offset = sourceNanos - now;
        if (windowStamps == 0) {
            windowStart = now;
            windowNewest = offset;
        } else {
            windowNewest = Math.max(windowNewest, offset);
        }
        windowStamps++;
        return now - windowStart >= WINDOW_NANOS && windowStamps >= WINDOW_STAMPS ? closeWindow(now) : Optional.empty();
    }

    private Optional<Duration> closeWindow(long now) {
        windowStamps = 0;
        long newest = windowNewest;
        long wall = wallOffset(now);
        if (level == null || Math.abs(newest - level) <= STEP_NANOS) {
            level = newest;
            wallAtLevel = wall;
            candidate = null;
            return Optional.empty();
        }
        if (candidate == null || Math.abs(newest - candidate) > AGREE_NANOS) {
            candidate = newest;
            return Optional.empty();
        }
        long jump = newest - level;
        Optional<Duration> step = unlessPaused(jump, wall - wallAtLevel);
        level = newest;
        wallAtLevel = wall;
        candidate = null;
        return step;
    }

    /** When both clocks ran on while the monotonic one stood, this machine was asleep, and nobody set anything. */
    private static Optional<Duration> unlessPaused(long jump, long ownJump) {
        return Math.abs(jump - ownJump) <= STEP_NANOS && Math.abs(ownJump) > STEP_NANOS
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(jump));
    }

    /**
     * Source clock minus this agent's, positive where the source is ahead: from answers if there were any, to half the
     * shortest of the last eight round trips; else from stamps, less the shortest time that they were on their way.
     */
    public synchronized Optional<Duration> offset() {
        Answer best = best();
        Long known = best == null ? level : Long.valueOf(best.offset());
        return Optional.ofNullable(known).map(offset -> Duration.ofNanos(offset - wallOffset(monotonic.getAsLong())));
    }

    private @Nullable Answer best() {
        Answer best = null;
        for (Answer answer : answers) {
            if (best == null || answer.trip() <= best.trip()) {
                best = answer;
            }
        }
        return best;
    }

    private long wallOffset(long now) {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano() - now;
    }
}
