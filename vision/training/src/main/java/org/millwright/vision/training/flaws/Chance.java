package org.millwright.vision.training.flaws;

import java.util.random.RandomGenerator;

/** Draws the numbers of a flaw. NOT thread safe. */
record Chance(RandomGenerator random) {

    boolean of(double share) {
        return random.nextDouble() < share;
    }

    float between(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }

    /** Between two positive numbers, each doubling equally likely. */
    float spread(double low, double high) {
        return (float) (low * Math.pow(Math.max(1, high / low), random.nextDouble()));
    }

    int whole(int low, int highest) {
        return random.nextInt(low, highest + 1);
    }

    float sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    float direction() {
        return between(0, 2 * Math.PI);
    }

    float bell() {
        return (float) random.nextGaussian();
    }
}
