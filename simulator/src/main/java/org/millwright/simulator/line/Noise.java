package org.millwright.simulator.line;

/**
 * A random generator (SplitMix64) whose state can be copied, so that a machine's future can be run ahead of time.
 * The generators of {@code java.util.random} cannot be copied.
 */
final class Noise {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Noise(long seed) {
        this.state = seed;
    }

    Noise copy() {
        return new Noise(state);
    }

    /** A generator of its own for a part of the plant, so that a draw more in one part changes no other. */
    Noise split() {
        return new Noise(nextLong());
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** In [0, 1). */
    double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Mean 0, standard deviation 1 (Box-Muller). */
    double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    }
}
