package org.millwright.hardware.training;

import ai.djl.training.tracker.Tracker;

/**
 * The learning rate over a training: up in a line, then down along a half cosine to a fiftieth, by the steps done or by
 * the time used up, whichever is further. NOT thread safe.
 */
final class Pace implements Tracker {

    private static final float LOWEST = 1 / 50f;

    private final Fit.Plan plan;
    private final int steps;
    private final long started = System.nanoTime();
    private int done;

    Pace(Fit.Plan plan, int steps) {
        this.plan = plan;
        this.steps = steps;
    }

    /** One step more; returns how far the training is, 0 to 1. */
    double stepped() {
        done++;
        return share();
    }

    /** Whether the budget is used up. */
    boolean over() {
        return spent() >= 1;
    }

    @Override
    public float getNewValue(int update) {
        double share = share();
        if (share < plan.warmUp()) {
            // Not from zero: the first step would be lost.
            return (float) (plan.learningRate() * Math.max(LOWEST, share / plan.warmUp()));
        }
        double falling = (share - plan.warmUp()) / (1 - plan.warmUp());
        double factor = LOWEST + (1 - LOWEST) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, falling)));
        return (float) (plan.learningRate() * factor);
    }

    private double share() {
        return Math.max((double) done / steps, spent());
    }

    private double spent() {
        return (double) (System.nanoTime() - started) / plan.budget().toNanos();
    }
}
