package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Turns the samples of one machine, as they arrive over protocols that report by exception, into steps on the model's
 * axis.
 *
 * <p>Samples with the same source time belong together, in whatever order and in how many notifications they arrive:
 * a source time is settled, oldest first, when all inputs have a sample of it, or {@code settle} has passed since its first
 * one was received. A value that was not sent again holds. An unusable reading never becomes a number: its step says so. When the axis jumps back,
 * the part was replaced and the window restarts.
 *
 * <p>NOT thread safe: one thread feeds and advances it. Never blocks. Memory is bounded by the window's length and
 * {@value #MOST_WAITING} waiting source times.
 */
public final class StepAssembler {

    /** Source times that may wait to settle; past that the oldest is settled early, and counted. */
    public static final int MOST_WAITING = 4096;

    private final Axis axis;
    private final long settleNanos;
    private final Inputs inputs;
    private final Steps steps;
    private final NavigableMap<Long, Group> waiting = new TreeMap<>();
    private long settledNanos = Long.MIN_VALUE;
    private boolean changed;

    private long accepted;
    private long unknownInput;
    private long outdated;
    private long late;
    private long unusable;
    private long hurried;

    /**
     * @param inputs the names samples come under, the axis among them; the order of a step's values
     * @param length how many steps a window holds
     * @param settle how long after its first sample a source time may still be completed; zero where all samples of a
     *     source time are given before the next call of {@link #advance}
     */
    public StepAssembler(List<String> inputs, Axis axis, int length, Duration settle) {
        if (!inputs.contains(axis.input())) {
            throw new IllegalArgumentException("the axis " + axis.input() + " is not one of the inputs " + inputs);
        }
        if (length < 1) {
            throw new IllegalArgumentException("a window of " + length + " steps is too short; at least 1 is needed");
        }
        this.axis = axis;
        this.settleNanos = settle.toNanos();
        this.inputs = new Inputs(inputs);
        this.steps = switch (axis.aggregation()) {
            case LAST -> new LastSteps(axis, length);
            case MEAN -> new MeanSteps(axis, length);
        };
    }

    /**
     * Goes on with the steps that another one, perhaps of an earlier run, wrote with {@link #write}: what is known of the
     * inputs is not among them, and has to arrive again.
     */
    StepAssembler(List<String> inputs, Axis axis, int length, Duration settle, DataInput in) throws IOException {
        this.axis = axis;
        this.settleNanos = settle.toNanos();
        this.inputs = new Inputs(inputs);
        this.steps = switch (axis.aggregation()) {
            case LAST -> new LastSteps(axis, length, in);
            case MEAN -> new MeanSteps(axis, length, inputs.size(), in);
        };
    }

    /** The steps so far; see {@link #StepAssembler(List, Axis, int, Duration, DataInput)}. */
    void write(DataOutput out) throws IOException {
        steps.write(out);
    }

    /** As {@code seen} is now, with windows of another length. */
    private StepAssembler(StepAssembler seen, int length) {
        this.axis = seen.axis;
        this.settleNanos = seen.settleNanos;
        this.inputs = new Inputs(seen.inputs);
        this.steps = switch (seen.steps) {
            case LastSteps last -> new LastSteps(last, length);
            case MeanSteps means -> new MeanSteps(means, length);
        };
        seen.waiting.forEach((time, group) -> waiting.put(time, new Group(group)));
        this.settledNanos = seen.settledNanos;
        this.changed = true;
    }

    /**
     * Another assembler that has seen what this one has, and goes its own way from here; it counts anew.
     *
     * @param length how many steps its windows hold; where that is more than this one's, they fill with time
     */
    public StepAssembler copy(int length) {
        return new StepAssembler(this, length);
    }

    /** Takes one sample; nothing of it shows in the window before {@link #advance} has settled it. */
    public void accept(Sample sample) {
        accepted++;
        if (!inputs.knows(sample.input())) {
            unknownInput++;
            return;
        }
        if (isUnusable(sample)) {
            unusable++;
        }
        if (sample.sourceNanos() <= settledNanos) {
            acceptLate(sample);
            return;
        }
        waiting.computeIfAbsent(sample.sourceNanos(), time -> new Group()).add(sample);
        if (waiting.size() > MOST_WAITING) {
            hurried++;
            settleOldest();
        }
    }

    /**
     * A source is gone: what was known of this input no longer holds, at once. A sample received later brings it back,
     * even with an old source time, as a server's first notification after a reconnect has.
     *
     * @param reason in words, such as {@code source spindle is down}
     */
    public void lose(String input, String reason, long nowNanos) {
        if (!inputs.knows(input)) {
            unknownInput++;
            return;
        }
        inputs.lose(input, reason, nowNanos);
        steps.after(inputs, settledNanos);
        changed = true;
    }

    /**
     * Settles what is due.
     *
     * @param nowNanos by the clock of the samples' receive times (epoch nanoseconds)
     * @return true if the window is not what it was at the last call
     */
    public boolean advance(long nowNanos) {
        while (!waiting.isEmpty() && isDue(waiting.firstEntry().getValue(), nowNanos)) {
            settleOldest();
        }
        boolean result = changed;
        changed = false;
        return result;
    }

    private boolean isDue(Group group, long nowNanos) {
        return group.samples.size() == inputs.count() || nowNanos - group.firstReceivedNanos >= settleNanos;
    }

    /** The newest steps, as they are now. */
    public Window window() {
        return new Window(steps.newest(), inputs.faults(), steps.restarts());
    }

    public AssemblerCounts counts() {
        return new AssemblerCounts(accepted, unknownInput, outdated, late, unusable, hurried);
    }

    private void settleOldest() {
        Map.Entry<Long, Group> oldest = waiting.pollFirstEntry();
        long sourceNanos = oldest.getKey();
        Group group = oldest.getValue();
        long revision = steps.revision();
        List<String> faults = inputs.faults();
        steps.before(inputs, nextAxis(group), sourceNanos);
        group.samples.values().forEach(inputs::take);
        settledNanos = sourceNanos;
        steps.after(inputs, sourceNanos);
        changed |= steps.revision() != revision || !inputs.faults().equals(faults);
    }

    private double nextAxis(Group group) {
        Sample sample = group.samples.get(axis.input());
        if (sample == null) {
            return inputs.usable(axis.input()) ? inputs.value(axis.input()) : Double.NaN;
        }
        return sample instanceof Sample.Usable usable && Double.isFinite(usable.value()) ? usable.value() : Double.NaN;
    }

    private void acceptLate(Sample sample) {
        if (!inputs.isNews(sample)) {
            outdated++;
            return;
        }
        late++;
        if (sample.input().equals(axis.input())
                && sample instanceof Sample.Usable usable
                && Double.isFinite(usable.value())) {
            steps.before(inputs, usable.value(), settledNanos);
        }
        inputs.take(sample);
        steps.after(inputs, settledNanos);
        changed = true;
    }

    private static boolean isUnusable(Sample sample) {
        return !(sample instanceof Sample.Usable usable && Double.isFinite(usable.value()));
    }

    /** The samples of one source time. Which of two for the same input stays does not depend on their order. */
    private static final class Group {

        private static final Comparator<Sample> WORTH = Comparator.comparing(StepAssembler::isUnusable)
                .thenComparingLong(Sample::receivedNanos)
                .thenComparing(Sample::toString);

        private final Map<String, Sample> samples = new HashMap<>();
        private long firstReceivedNanos = Long.MAX_VALUE;

        Group() {}

        Group(Group other) {
            samples.putAll(other.samples);
            firstReceivedNanos = other.firstReceivedNanos;
        }

        void add(Sample sample) {
            samples.merge(sample.input(), sample, (a, b) -> WORTH.compare(a, b) >= 0 ? a : b);
            firstReceivedNanos = Math.min(firstReceivedNanos, sample.receivedNanos());
        }
    }
}
