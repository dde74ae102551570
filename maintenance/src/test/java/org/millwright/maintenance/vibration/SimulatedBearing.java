package org.millwright.maintenance.vibration;

import java.util.OptionalDouble;
import java.util.Random;

/**
 * A damaged bearing as McFadden and Smith (1984) model it: each pass over the fault strikes a resonance, harder or softer as
 * the fault turns through the load; rolling elements slip a little; noise over all of it.
 */
record SimulatedBearing(double rateHertz, double perMinute, double seconds, double noise, long seed) {

    static final BearingGeometry GEOMETRY = new BearingGeometry(9, 0.3126, 1.537, 0);

    private static final double DECAY_PER_SECOND = 900;

    double shaftHertz() {
        return perMinute / 60;
    }

    Waveform healthy() {
        return waveform(noise(new double[samples()]));
    }

    /** @param resonanceHertz that the fault excites */
    Waveform damaged(FaultKind kind, double resonanceHertz) {
        return waveform(noise(struck(kind, resonanceHertz)));
    }

    double[] struck(FaultKind kind, double resonanceHertz) {
        Random random = new Random(seed);
        double[] samples = new double[samples()];
        double period = 1 / (GEOMETRY.orders().of(kind) * shaftHertz());
        for (double at = random.nextDouble() * period;
                at < seconds;
                at += period * (1 + 0.005 * random.nextGaussian())) {
            strike(samples, at, strength(kind, at), resonanceHertz);
        }
        return samples;
    }

    /** The fault on a turning part comes and goes with the load zone. */
    private double strength(FaultKind kind, double at) {
        double cage = GEOMETRY.orders().cage() * shaftHertz();
        return switch (kind) {
            case OUTER_RACE -> 1;
            case INNER_RACE -> 1 + 0.6 * Math.cos(2 * Math.PI * shaftHertz() * at);
            case BALL -> 1 + 0.6 * Math.cos(2 * Math.PI * cage * at);
        };
    }

    private void strike(double[] samples, double at, double strength, double resonanceHertz) {
        for (int i = (int) Math.ceil(at * rateHertz); i < samples.length; i++) {
            double since = i / rateHertz - at;
            if (since * DECAY_PER_SECOND > 8) {
                return;
            }
            samples[i] +=
                    strength * Math.exp(-DECAY_PER_SECOND * since) * Math.sin(2 * Math.PI * resonanceHertz * since);
        }
    }

    double[] noise(double[] samples) {
        Random random = new Random(seed + 1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += noise * random.nextGaussian();
        }
        return samples;
    }

    Waveform waveform(double[] samples) {
        return new Waveform(samples, rateHertz, "g", OptionalDouble.of(perMinute), true);
    }

    private int samples() {
        return (int) (seconds * rateHertz);
    }
}
