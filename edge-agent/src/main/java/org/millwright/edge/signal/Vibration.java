package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one waveform of a bearing says: its figures, and whether a fault frequency stands out. The waveform itself is not kept.
 *
 * @param part the bearing, in words
 * @param cause why the waveform allows no answer, a word such as {@code clipped}; empty where it does
 * @param reason in words, with the figures it rests on
 * @param confidence 0.5 at the limit up to 1; NaN where there is no fault
 * @param standing what the last waveforms say together; empty where they show no fault, or not often enough
 * @param trace the frequency that stands out; empty where none does
 * @param figures of the waveform as a whole; empty where its samples are no good
 * @param levels of the spectra; empty where they could not be made
 * @param shaftPerMinute NaN where it is not known
 * @param rateHertz NaN where it is not known
 * @param samples in the waveform
 * @param timestampNanos the end of the recording, by its source's clock where that tells (epoch nanoseconds)
 * @param decidedNanos when it was examined, by our clock (epoch nanoseconds)
 */
public record Vibration(
        Channel channel,
        String part,
        Diagnosis diagnosis,
        String cause,
        String reason,
        double confidence,
        Optional<Standing> standing,
        Optional<Trace> trace,
        Optional<Figures> figures,
        Optional<Levels> levels,
        double shaftPerMinute,
        double rateHertz,
        int samples,
        Prognosis.Health health,
        long timestampNanos,
        long decidedNanos)
        implements Event {

    /** What a waveform, or several, show. */
    public enum Diagnosis {
        NONE,
        OUTER_RACE,
        INNER_RACE,
        BALL,
        UNCERTAIN;

        /** True for damage to some part. */
        public boolean isFault() {
            return this != NONE && this != UNCERTAIN;
        }

        /** Such as {@code inner race}. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A diagnosis that several waveforms agree on.
     *
     * @param agreeing how many of the last {@code of} that allowed an answer
     * @param certainty the mean of their confidences
     * @param reason of the newest of them
     */
    public record Standing(Diagnosis diagnosis, int agreeing, int of, double certainty, String reason) {}

    /**
     * @param expectedHertz what geometry and speed say, without slip
     * @param decibels above what surrounds it
     * @param lowHertz the lower end of the band that was demodulated, {@code highHertz} the upper one
     */
    public record Trace(double hertz, double expectedHertz, double decibels, double lowHertz, double highHertz) {}

    /** Without the mean, in the channel's unit; crest is peak over RMS, kurtosis 3 for Gaussian noise. */
    public record Figures(double rms, double peak, double crest, double kurtosis, double skewness) {}

    /**
     * @param outerDecibels how far BPFO stands out of the envelope spectra, {@code innerDecibels} BPFI, {@code ballDecibels}
     *     twice BSF
     * @param impulsiveLowHertz the most impulsive band's lower end, {@code impulsiveHighHertz} its upper one
     * @param impulsiveKurtosis of the envelope there, 0 for Gaussian noise
     * @param bandDecibels power in equal bands from 0 Hz to half of the sampling rate, over the square of the unit
     */
    public record Levels(
            double outerDecibels,
            double innerDecibels,
            double ballDecibels,
            double impulsiveLowHertz,
            double impulsiveHighHertz,
            double impulsiveKurtosis,
            List<Double> bandDecibels) {

        public Levels {
            bandDecibels = List.copyOf(bandDecibels);
        }
    }

    public Vibration {
        requireNonNull(channel, "channel is null");
        requireNonNull(part, "part is null");
        requireNonNull(diagnosis, "diagnosis is null");
        requireNonNull(cause, "cause is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(health, "health is null");
    }

    public Machine machine() {
        return channel.machine();
    }
}
