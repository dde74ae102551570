package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Places what is known of the inputs on the axis and keeps the newest steps. NOT thread safe; bounded. */
abstract sealed class Steps permits LastSteps, MeanSteps {

    final Axis axis;
    private final int length;
    private final Deque<Step> closed = new ArrayDeque<>();
    private long restarts;
    private long revision;

    Steps(Axis axis, int length) {
        this.axis = axis;
        this.length = length;
    }

    /** The same steps, as many of the newest as fit. */
    Steps(Steps other, int length) {
        this(other.axis, length);
        other.closed.stream().skip(Math.max(0, other.closed.size() - length)).forEach(closed::addLast);
        restarts = other.restarts;
    }

    /** As they were when they wrote {@link #write}; as many of the newest as fit. */
    Steps(Axis axis, int length, DataInput in) throws IOException {
        this(axis, length);
        restarts = in.readLong();
        List<Step> kept = StepBytes.readAll(in);
        kept.stream().skip(Math.max(0, kept.size() - length)).forEach(closed::addLast);
    }

    /** All that is known of the steps; what is known of the inputs is not among it. */
    void write(DataOutput out) throws IOException {
        out.writeLong(restarts);
        StepBytes.writeAll(closed, out);
    }

    /**
     * The inputs are about to change at one source time.
     *
     * @param inputs as they are before the change
     * @param next the axis after the change; NaN where it is not usable then
     */
    abstract void before(Inputs inputs, double next, long sourceNanos);

    /** The inputs have changed at one source time, or one of them was lost. */
    abstract void after(Inputs inputs, long sourceNanos);

    /** The newest steps, oldest first. */
    abstract List<Step> newest();

    final void close(Step step) {
        touch();
        closed.addLast(step);
        if (closed.size() > length) {
            closed.removeFirst();
        }
    }

    /** Closes steps that nothing is known of; those that would leave the window at once are not made. */
    final void closeUnknown(long from, long until, String reason, long sourceNanos) {
        for (long index = Math.max(from, until - length); index < until; index++) {
            close(new Step.Unusable(index, reason, sourceNanos));
        }
    }

    final void restart() {
        touch();
        closed.clear();
        restarts++;
    }

    /** The newest steps are not what they were. */
    final void touch() {
        revision++;
    }

    /** Grows when the newest steps change. */
    final long revision() {
        return revision;
    }

    final long restarts() {
        return restarts;
    }

    final int length() {
        return length;
    }

    final List<Step> closed() {
        return List.copyOf(closed);
    }
}
