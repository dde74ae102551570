package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Windows for a network, one after the other, and for each the life that was left, uncapped. Nothing is copied. */
final class Examples {

    private final float[] inputs;
    private final double[] remaining;
    /** Which life each is of. */
    private final int[] lives;

    private final boolean[] late;
    private final long[] steps;

    private Examples(float[] inputs, double[] remaining, int[] lives, boolean[] late, long[] steps) {
        this.inputs = inputs;
        this.remaining = remaining;
        this.lives = lives;
        this.late = late;
        this.steps = steps;
    }

    float[] inputs() {
        return inputs;
    }

    double remaining(int example) {
        return remaining[example];
    }

    int life(int example) {
        return lives[example];
    }

    /** Whether the part's first steps are not in the window. */
    boolean late(int example) {
        return late[example];
    }

    /** The number of its newest step along the axis. */
    long step(int example) {
        return steps[example];
    }

    int count() {
        return remaining.length;
    }

    /** One window's numbers. */
    float[] input(int example) {
        int size = inputs.length / count();
        return Arrays.copyOfRange(inputs, example * size, (example + 1) * size);
    }

    /** Some of them. */
    Examples where(IntPredicate wanted) {
        return only(IntStream.range(0, count()).filter(wanted).toArray());
    }

    /** Some of them, by number. */
    Examples only(int[] wanted) {
        Collector some = new Collector();
        for (int i : wanted) {
            some.add(input(i), remaining[i], lives[i], late[i], steps[i]);
        }
        return some.examples();
    }

    /** Gathers windows; NOT thread safe. */
    static final class Collector {

        private final List<float[]> rows = new ArrayList<>();
        private final List<Double> remaining = new ArrayList<>();
        private final List<Integer> lives = new ArrayList<>();
        private final List<Boolean> late = new ArrayList<>();
        private final List<Long> steps = new ArrayList<>();

        void add(float[] input, double left, int life, boolean joinedLate, long step) {
            rows.add(input);
            remaining.add(left);
            lives.add(life);
            late.add(joinedLate);
            steps.add(step);
        }

        Examples examples() {
            int size = rows.isEmpty() ? 0 : rows.getFirst().length;
            float[] flat = new float[rows.size() * size];
            boolean[] flags = new boolean[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                System.arraycopy(rows.get(i), 0, flat, i * size, size);
                flags[i] = late.get(i);
            }
            return new Examples(
                    flat,
                    remaining.stream().mapToDouble(left -> left).toArray(),
                    lives.stream().mapToInt(life -> life).toArray(),
                    flags,
                    steps.stream().mapToLong(step -> step).toArray());
        }
    }
}
