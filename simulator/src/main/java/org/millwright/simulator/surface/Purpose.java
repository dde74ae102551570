package org.millwright.simulator.surface;

/**
 * What pictures are drawn for. It is one bit of every part's seed, so a network is never scored on a picture that it was
 * trained on, whatever seeds a person picks.
 */
public enum Purpose {
    /** Written to a folder for training and validation. */
    TRAINING(0),
    /** Shown to the running station. */
    LIVE(1);

    private final long bit;

    Purpose(long bit) {
        this.bit = bit;
    }

    /**
     * Different for every combination of purpose, seed and part: the three are put side by side in 64 bits, and the
     * mixing after that is a bijection.
     */
    long partSeed(long seed, long part) {
        return mix(bit << 63 | seed << 32 | part);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), which is one to one. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
