package org.millwright.vision.training;

import java.util.Arrays;

/**
 * How many pixels got which log-odds, defective and sound ones apart: enough for every limit's Dice and for the AUROC,
 * without keeping a map. Log-odds are told apart in steps of 1/32 between −16 and 16. NOT thread safe.
 */
final class PixelTally {

    private static final float LOWEST = -16;
    private static final float STEP = 1 / 32f;
    private static final int BINS = 1024;

    private final long[] defective = new long[BINS];
    private final long[] sound = new long[BINS];

    void add(float logOdds, boolean isDefective) {
        int bin = Math.clamp((int) ((logOdds - LOWEST) / STEP), 0, BINS - 1);
        (isDefective ? defective : sound)[bin]++;
    }

    void add(PixelTally other) {
        for (int i = 0; i < BINS; i++) {
            defective[i] += other.defective[i];
            sound[i] += other.sound[i];
        }
    }

    long pixels() {
        return Arrays.stream(defective).sum() + Arrays.stream(sound).sum();
    }

    long defectivePixels() {
        return Arrays.stream(defective).sum();
    }

    /** Twice the overlap over the sum of what is defective and what is called so; 1 where both are nothing. */
    double dice(float limit) {
        int from = bin(limit);
        long both = 0;
        long called = 0;
        for (int i = from; i < BINS; i++) {
            both += defective[i];
            called += defective[i] + sound[i];
        }
        long sum = called + defectivePixels();
        return sum == 0 ? 1 : 2.0 * both / sum;
    }

    /** The limit with the highest Dice, as log-odds. */
    float bestLimit() {
        long all = defectivePixels();
        long both = 0;
        long called = 0;
        int best = BINS / 2;
        double bestDice = 0;
        for (int i = BINS - 1; i > 0; i--) {
            both += defective[i];
            called += defective[i] + sound[i];
            double dice = 2.0 * both / Math.max(1, called + all);
            if (dice > bestDice) {
                bestDice = dice;
                best = i;
            }
        }
        return LOWEST + best * STEP;
    }

    /** The chance that a defective pixel scores above a sound one; NaN where there are none of one sort. */
    double auroc() {
        double wins = 0;
        long below = 0;
        for (int i = 0; i < BINS; i++) {
            wins += defective[i] * (below + sound[i] / 2.0);
            below += sound[i];
        }
        return wins / ((double) defectivePixels() * below);
    }

    private static int bin(float limit) {
        return Math.clamp(Math.round((limit - LOWEST) / STEP), 0, BINS - 1);
    }
}
