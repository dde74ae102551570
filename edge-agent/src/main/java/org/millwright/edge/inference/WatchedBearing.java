package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.edge.waveform.Recording;
import org.millwright.edge.waveform.Recording.Content;
import org.millwright.maintenance.vibration.BearingExamination;
import org.millwright.maintenance.vibration.FeatureExtraction;
import org.millwright.maintenance.vibration.VibrationFeatures;
import org.millwright.maintenance.vibration.Waveform;
import org.millwright.maintenance.vibration.WaveformStatistics;

/**
 * One bearing: its waveform with the speed of the shaft while it was recorded. Every waveform has an answer, if only why
 * there is none.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class WatchedBearing {

    /** How long what the signals told at the time of the recording may straggle in; a few publishing intervals. */
    private static final Duration SETTLE = Duration.ofMillis(500);
    /** The examination looks for the fault frequencies within the slip, to which a drifting speed adds. */
    private static final double STEADY = 0.02;

    /** Why there is no answer, before the examination. */
    private record Obstacle(String cause, String reason) {}

    /** @param perMinute NaN where it is not known */
    private record Conditions(double rateHertz, double perMinute, Optional<Obstacle> obstacle) {}

    private final VibrationConfig config;
    private final ToldFigure rate;
    private final ToldFigure speed;
    private final BearingExamination examination;
    private final FeatureExtraction extraction;
    private final BearingRecord record = new BearingRecord();
    private long examinedNanos;
    private @Nullable Recording pending;

    WatchedBearing(VibrationConfig config) {
        this.config = config;
        this.rate = new ToldFigure(config.rate());
        this.speed = new ToldFigure(config.speed());
        this.examination = new BearingExamination(config.orders());
        this.extraction = new FeatureExtraction(config.orders());
    }

    VibrationConfig config() {
        return config;
    }

    void accept(Reading reading) {
        String signal = reading.signal().name();
        if (rate.isOf(signal)) {
            rate.accept(reading);
        }
        if (speed.isOf(signal)) {
            speed.accept(reading);
        }
    }

    boolean isFree() {
        return pending == null;
    }

    /** Only while {@link #isFree}. */
    void take(Recording recording) {
        pending = recording;
    }

    /**
     * What the waveform that was taken says, once the speed of its time is known or long enough waited for.
     *
     * @param stale why what the signals told is not known to hold; empty where it is
     */
    Optional<Vibration> advance(long nowNanos, Optional<String> stale) {
        Recording recording = pending;
        if (recording == null) {
            return Optional.empty();
        }
        boolean known = speed.knows(recording.timestampNanos(), recording.hasSourceTime());
        long waited = nowNanos - recording.receivedNanos();
        // Below 0 our clock was set back: no reason to wait for it to catch up.
        if (!known && waited >= 0 && waited < SETTLE.toNanos()) {
            return Optional.empty();
        }
        pending = null;
        examinedNanos = nowNanos;
        return Optional.of(examine(recording, stale));
    }

    private Vibration examine(Recording recording, Optional<String> stale) {
        double[] samples = switch (recording.content()) {
            case Content.Samples(double[] values) -> values;
            case Content.Unreadable unreadable -> new double[0];
        };
        Conditions conditions = conditions(recording, samples.length, stale);
        if (!(conditions.rateHertz() > 0)) {
            Obstacle obstacle =
                    conditions.obstacle().orElse(new Obstacle("rate_unknown", "the sampling rate is not known"));
            return row(
                    recording,
                    samples.length,
                    conditions,
                    VibrationAnswer.uncertain(obstacle.cause(), obstacle.reason()),
                    Optional.empty(),
                    Optional.empty());
        }
        Waveform waveform = new Waveform(
                samples,
                conditions.rateHertz(),
                config.channel().unit(),
                Double.isNaN(conditions.perMinute())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(conditions.perMinute()),
                recording.isGood());
        Optional<WaveformStatistics> statistics = WaveformStatistics.of(waveform);
        VibrationAnswer answer = conditions
                .obstacle()
                .map(it -> VibrationAnswer.uncertain(it.cause(), it.reason()))
                .orElseGet(() -> VibrationAnswer.of(examination.examine(waveform)));
        Optional<VibrationFeatures> features =
                answer.signatures().isEmpty() ? Optional.empty() : Optional.of(extraction.of(waveform));
        return row(recording, samples.length, conditions, answer, statistics, features);
    }

    private Conditions conditions(Recording recording, int samples, Optional<String> stale) {
        long until = recording.timestampNanos();
        boolean bySource = recording.hasSourceTime();
        double rateHertz = rate.between(until, until, bySource)
                .map(ToldFigure.Range::middle)
                .orElse(Double.NaN);
        Optional<Obstacle> wrong = contentObstacle(recording, samples);
        if (wrong.isPresent() || !(rateHertz > 0)) {
            return new Conditions(rateHertz, Double.NaN, wrong);
        }
        long from = until - (long) (samples / rateHertz * 1e9);
        Optional<ToldFigure.Range> turning = speed.between(from, until, bySource);
        if (stale.isPresent() && !speed.isFixed()) {
            return new Conditions(rateHertz, Double.NaN, Optional.of(new Obstacle("speed_unknown", stale.get())));
        }
        if (turning.isPresent() && turning.get().spread() > STEADY) {
            String reason = String.format(
                    Locale.ROOT,
                    "the shaft's speed went from %.0f to %.0f/min during the recording, at most %.0f %% are allowed",
                    turning.get().low(),
                    turning.get().high(),
                    100 * STEADY);
            return new Conditions(
                    rateHertz, turning.get().middle(), Optional.of(new Obstacle("speed_unsteady", reason)));
        }
        return new Conditions(rateHertz, turning.map(ToldFigure.Range::middle).orElse(Double.NaN), Optional.empty());
    }

    private Optional<Obstacle> contentObstacle(Recording recording, int samples) {
        if (recording.content() instanceof Content.Unreadable(String reason)) {
            return Optional.of(new Obstacle("unreadable", reason));
        }
        if (config.samples().isPresent() && config.samples().getAsInt() != samples) {
            return Optional.of(new Obstacle(
                    "wrong_length",
                    samples + " samples came, where the configuration says "
                            + config.samples().getAsInt()));
        }
        return Optional.empty();
    }

    private Vibration row(
            Recording recording,
            int samples,
            Conditions conditions,
            VibrationAnswer answer,
            Optional<WaveformStatistics> statistics,
            Optional<VibrationFeatures> features) {
        record.add(answer.diagnosis(), answer.confidence(), answer.reason());
        Optional<String> beyond = statistics.flatMap(this::beyond);
        return new Vibration(
                config.channel(),
                config.part(),
                answer.diagnosis(),
                answer.cause(),
                beyond.map(limit -> limit + "; " + answer.reason()).orElse(answer.reason()),
                answer.confidence(),
                record.standing(),
                answer.trace(),
                statistics.map(VibrationAnswer::figures),
                features.map(answer::levels),
                conditions.perMinute(),
                conditions.rateHertz(),
                samples,
                health(answer.diagnosis(), beyond.isPresent()),
                recording.timestampNanos(),
                examinedNanos);
    }

    /** Damage that stands weighs more than what one waveform lacks. */
    private Prognosis.Health health(Diagnosis diagnosis, boolean beyond) {
        if (record.standing().isPresent()) {
            return Prognosis.Health.MAINTENANCE_REQUIRED;
        }
        if (beyond) {
            return Prognosis.Health.OUT_OF_SPECIFICATION;
        }
        return diagnosis == Diagnosis.UNCERTAIN ? Prognosis.Health.FUNCTION_CHECK : Prognosis.Health.NORMAL;
    }

    private Optional<String> beyond(WaveformStatistics statistics) {
        if (statistics.rms() > config.highestRms().orElse(Double.POSITIVE_INFINITY)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "RMS %.3g %s is above its limit of %.3g",
                    statistics.rms(),
                    config.channel().unit(),
                    config.highestRms().getAsDouble()));
        }
        if (statistics.kurtosis() > config.highestKurtosis().orElse(Double.POSITIVE_INFINITY)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "kurtosis %.3g is above its limit of %.3g",
                    statistics.kurtosis(),
                    config.highestKurtosis().getAsDouble()));
        }
        return Optional.empty();
    }
}
