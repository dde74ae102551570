package org.millwright.maintenance.training.study;

import java.util.random.RandomGenerator;

/** Fisher and Yates' shuffle of numbers: the same order for the same seed, whoever asks. */
public final class Shuffle {

    private Shuffle() {}

    /** In place. */
    public static void of(int[] numbers, RandomGenerator random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = kept;
        }
    }
}
