package org.millwright.maintenance.detect;

import org.millwright.maintenance.detect.SignalNormal.Judged;

/** What is remembered of one signal from reading to reading; of fixed size. NOT thread safe. */
final class RunningSignal {

    /** A single wild reading counts no more than this many spreads, so that it alone cannot raise an alarm. */
    private static final double MOST = 8;

    /** A signal may lie still for this many times its longest learned run and one memory more. */
    private static final long STILL = 3;

    private static final double LEAST_ROUGHNESS = 1e-4;

    private final SignalNormal normal;
    private final DetectorSettings settings;
    private final UnitChange unit;
    private final double roughnessLimit;
    private double mean;
    private double roughness;
    private double last = Double.NaN;
    private long knownNanos;
    private double lastPull;
    private long crossedNanos;
    private long stillSinceNanos;
    private long known;
    private long run;
    private long rough;

    RunningSignal(SignalNormal normal, DetectorSettings settings) {
        this.normal = normal;
        this.settings = settings;
        this.unit = new UnitChange(normal);
        this.roughnessLimit = settings.roughnessLimit();
        this.mean = normal.level().mean();
    }

    static double clip(double scaled) {
        return Math.max(-MOST, Math.min(MOST, scaled));
    }

    /** @param reading what is not finite is unknown and leaves all as it is */
    void accept(double reading, long nanos) {
        if (normal.judged() == Judged.NOT || !Double.isFinite(reading)) {
            return;
        }
        if (known > 0 && nanos - knownNanos > settings.holdNanos()) {
            forget();
        }
        double weight = settings.weight();
        double scaled = clip(normal.scaled(reading));
        mean += weight * (scaled - mean);
        if (known > 0) {
            double step = scaled - clip(normal.scaled(last));
            // From the first step on a plain mean, so that the start weighs no more than the rest.
            roughness += Math.max(weight, 1.0 / known) * (step * step - roughness);
        }
        if (Double.compare(reading, last) != 0) {
            run = 0;
            stillSinceNanos = nanos;
        }
        run++;
        unit.accept(reading);
        last = reading;
        knownNanos = nanos;
        known++;
        countRough();
    }

    /** Short bursts are part of many machines; only what lasts for a memory counts, and then until it is well over. */
    private void countRough() {
        double limit = roughnessLimit * (noisy() ? settings.release() : 1);
        rough = warm() && roughnessSurprise() > limit ? rough + 1 : 0;
    }

    /** After a gap nothing is remembered. */
    void forget() {
        known = 0;
        run = 0;
        rough = 0;
        lastPull = 0;
        roughness = 0;
        mean = normal.level().mean();
        last = Double.NaN;
        unit.forget();
    }

    SignalNormal normal() {
        return normal;
    }

    /** In spreads from the centre. */
    double mean() {
        return mean;
    }

    double logRoughness() {
        return Math.log(roughness + LEAST_ROUGHNESS);
    }

    double levelSurprise() {
        return normal.level().surprise(mean);
    }

    boolean noisy() {
        return rough >= settings.memory();
    }

    double roughnessSurprise() {
        return normal.roughness().surprise(logRoughness());
    }

    /** Whether enough is remembered to judge by. */
    boolean warm() {
        return known >= settings.memory();
    }

    /** Whether it was heard of recently enough. */
    boolean fresh(long nanos) {
        return known > 0 && nanos - knownNanos <= settings.holdNanos();
    }

    boolean stuck() {
        return known > 0 && run > STILL * normal.longestRun() + settings.memory();
    }

    /** Whether the newest reading lies where it never did while learned. */
    boolean outside() {
        return Math.abs(normal.scaled(last)) > MOST;
    }

    /** What the readings look as if they were converted by; empty where they do not. */
    String unitChange() {
        return unit.steps() >= settings.memory() ? unit.name() : "";
    }

    /** When the newest reading was first read. */
    long stillSinceNanos() {
        return stillSinceNanos;
    }

    /** Takes how far the signal lies from where the others would have it, in any unit. */
    void pulled(double pull, long nanos) {
        if (pull * lastPull <= 0) {
            crossedNanos = nanos;
        }
        lastPull = pull;
    }

    /** When it was last on the other side of where the others would have it. */
    long crossedNanos() {
        return crossedNanos;
    }
}
