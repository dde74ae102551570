package org.millwright.maintenance.vibration;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * One recording of a vibration sensor, evenly sampled. Immutable; what it holds may be unusable (not finite, constant, too
 * short): that is for {@link BearingExamination} to say, not for the one who received it.
 */
public final class Waveform {

    private final double[] samples;
    private final double rateHertz;
    private final String unit;
    private final OptionalDouble shaftPerMinute;
    private final boolean good;

    /**
     * @param samples in {@code unit}; copied
     * @param rateHertz samples a second
     * @param unit such as g or m/s2; any, since nothing here depends on it
     * @param shaftPerMinute revolutions of the shaft in a minute during the recording; empty where not known
     * @param good whether source and transport vouch for all of the samples
     */
    public Waveform(double[] samples, double rateHertz, String unit, OptionalDouble shaftPerMinute, boolean good) {
        if (!(rateHertz > 0) || Double.isInfinite(rateHertz)) {
            throw new IllegalArgumentException("rateHertz=" + rateHertz + ": must be above 0");
        }
        this.samples = samples.clone();
        this.rateHertz = rateHertz;
        this.unit = requireNonNull(unit, "unit is null");
        this.shaftPerMinute = requireNonNull(shaftPerMinute, "shaftPerMinute is null");
        this.good = good;
    }

    public double[] samples() {
        return samples.clone();
    }

    /** Not copied: not to be written to. */
    double[] values() {
        return samples;
    }

    public int length() {
        return samples.length;
    }

    public double rateHertz() {
        return rateHertz;
    }

    public double seconds() {
        return samples.length / rateHertz;
    }

    public String unit() {
        return unit;
    }

    public OptionalDouble shaftPerMinute() {
        return shaftPerMinute;
    }

    public boolean good() {
        return good;
    }

    @Override
    public String toString() {
        return samples.length + " samples at " + rateHertz + " Hz in " + unit;
    }
}
