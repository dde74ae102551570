package org.millwright.maintenance.vibration;

import java.util.Locale;
import java.util.Optional;
import org.millwright.hardware.spectrum.Fourier;
import org.millwright.maintenance.vibration.BearingFinding.Cause;
import org.millwright.maintenance.vibration.BearingFinding.Uncertain;

/** Says why a waveform cannot be examined. */
final class WaveformCheck {

    /** The kinds' orders are 0.7 apart or more in common bearings: so many revolutions part them, and then some. */
    private static final double LEAST_REVOLUTIONS = 12;

    private static final int LEAST_SAMPLES = 1024;
    /** A share of samples at the very end of the range that no distribution of a real sensor has. */
    private static final double CLIPPED_SHARE = 0.002;

    private static final int LEAST_CLIPPED = 8;
    /** Below it a machine does not turn, or crawls: no impulses. */
    private static final double LEAST_PER_MINUTE = 10;

    private WaveformCheck() {}

    /** @param highestOrder of the shaft that has to fit into a band; empty result: nothing speaks against it */
    static Optional<Uncertain> problem(Waveform waveform, double highestOrder) {
        if (!waveform.good()) {
            return because(Cause.BAD_QUALITY, "the source does not vouch for the waveform");
        }
        if (waveform.length() > Fourier.LARGEST) {
            return because(
                    Cause.TOO_LONG, waveform.length() + " samples, at most " + Fourier.LARGEST + " are examined");
        }
        return values(waveform).or(() -> speed(waveform, highestOrder));
    }

    private static Optional<Uncertain> values(Waveform waveform) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int broken = 0;
        for (double value : waveform.values()) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else {
                broken++;
            }
        }
        if (broken > 0) {
            return because(Cause.NOT_FINITE, broken + " of " + waveform.length() + " samples are not finite");
        }
        if (waveform.length() < LEAST_SAMPLES) {
            return because(Cause.TOO_SHORT, waveform.length() + " samples, at least " + LEAST_SAMPLES + " are needed");
        }
        // What rounding leaves of a constant is not a signal.
        if (!(high - low > 1e-9 * Math.max(Math.abs(high), Math.abs(low)))) {
            return because(Cause.CONSTANT, "all samples are " + low + " " + waveform.unit());
        }
        return clipped(waveform, low, high);
    }

    private static Optional<Uncertain> clipped(Waveform waveform, double low, double high) {
        int top = 0;
        int bottom = 0;
        for (double value : waveform.values()) {
            top += value == high ? 1 : 0;
            bottom += value == low ? 1 : 0;
        }
        int most = Math.max(top, bottom);
        if (most < Math.max(LEAST_CLIPPED, CLIPPED_SHARE * waveform.length())) {
            return Optional.empty();
        }
        return because(
                Cause.CLIPPED,
                most + " samples lie exactly at " + (top >= bottom ? high : low) + " " + waveform.unit()
                        + ": the sensor's range is too small, or the signal too coarse");
    }

    private static Optional<Uncertain> speed(Waveform waveform, double highestOrder) {
        double perMinute = waveform.shaftPerMinute().orElse(Double.NaN);
        if (!(perMinute >= LEAST_PER_MINUTE) || Double.isInfinite(perMinute)) {
            return because(
                    Cause.SPEED_UNKNOWN,
                    Double.isNaN(perMinute)
                            ? "the speed of the shaft is not known"
                            : "at " + perMinute + "/min the shaft does not turn");
        }
        double revolutions = perMinute / 60 * waveform.seconds();
        if (revolutions < LEAST_REVOLUTIONS) {
            return because(
                    Cause.TOO_SHORT,
                    String.format(
                            Locale.ROOT,
                            "%.1f revolutions of the shaft, at least %.0f are needed",
                            revolutions,
                            LEAST_REVOLUTIONS));
        }
        double leastRate = BearingExamination.leastRateHertz(highestOrder, perMinute);
        if (waveform.rateHertz() < leastRate) {
            return because(
                    Cause.SAMPLED_TOO_SLOWLY,
                    String.format(
                            Locale.ROOT,
                            "%.0f samples a second, at least %.0f are needed at %.0f/min",
                            waveform.rateHertz(),
                            leastRate,
                            perMinute));
        }
        return Optional.empty();
    }

    private static Optional<Uncertain> because(Cause cause, String reason) {
        return Optional.of(new Uncertain(cause, reason));
    }
}
