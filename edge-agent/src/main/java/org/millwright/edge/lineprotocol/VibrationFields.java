package org.millwright.edge.lineprotocol;

import java.util.List;
import org.millwright.edge.signal.Vibration;

/** The fields of {@link Vibration}. */
final class VibrationFields {

    private static final byte[] DIAGNOSIS = Tags.ascii("diagnosis=");
    private static final byte[] HEALTH = Tags.ascii(",health=");
    private static final byte[] PART = Tags.ascii(",part=");
    private static final byte[] CAUSE = Tags.ascii(",cause=");
    private static final byte[] REASON = Tags.ascii(",reason=");
    private static final byte[] CONFIDENCE = Tags.ascii(",confidence=");
    private static final byte[] STANDING = Tags.ascii(",standing=");
    private static final byte[] AGREEING = Tags.ascii(",agreeing=");
    private static final byte[] HERTZ = Tags.ascii(",hertz=");
    private static final byte[] EXPECTED = Tags.ascii(",expected_hertz=");
    private static final byte[] DECIBELS = Tags.ascii(",decibels=");
    private static final byte[] BAND_LOW = Tags.ascii(",band_low_hertz=");
    private static final byte[] BAND_HIGH = Tags.ascii(",band_high_hertz=");
    private static final byte[] RMS = Tags.ascii(",rms=");
    private static final byte[] PEAK = Tags.ascii(",peak=");
    private static final byte[] CREST = Tags.ascii(",crest=");
    private static final byte[] KURTOSIS = Tags.ascii(",kurtosis=");
    private static final byte[] SKEWNESS = Tags.ascii(",skewness=");
    private static final byte[] OUTER = Tags.ascii(",outer_decibels=");
    private static final byte[] INNER = Tags.ascii(",inner_decibels=");
    private static final byte[] BALL = Tags.ascii(",ball_decibels=");
    private static final byte[] IMPULSIVE_LOW = Tags.ascii(",impulsive_low_hertz=");
    private static final byte[] IMPULSIVE_HIGH = Tags.ascii(",impulsive_high_hertz=");
    private static final byte[] IMPULSIVE_KURTOSIS = Tags.ascii(",impulsive_kurtosis=");
    private static final byte[] SPEED = Tags.ascii(",shaft_per_minute=");
    private static final byte[] RATE = Tags.ascii(",rate_hertz=");
    private static final byte[] SAMPLES = Tags.ascii(",samples=");
    private static final byte[][] BANDS = bands(12);

    private VibrationFields() {}

    private static byte[][] bands(int count) {
        byte[][] names = new byte[count][];
        for (int i = 0; i < count; i++) {
            names[i] = Tags.ascii(",band_" + (i + 1) + "_decibels=");
        }
        return names;
    }

    static void append(Vibration vibration, LineBuffer lines) {
        lines.putText(DIAGNOSIS, Tags.lower(vibration.diagnosis()));
        lines.putText(HEALTH, Tags.lower(vibration.health()));
        ResultFields.text(PART, vibration.part(), lines);
        ResultFields.text(CAUSE, vibration.cause(), lines);
        ResultFields.text(REASON, vibration.reason(), lines);
        ResultFields.finite(CONFIDENCE, vibration.confidence(), lines);
        vibration.standing().ifPresent(standing -> {
            lines.putText(STANDING, Tags.lower(standing.diagnosis()));
            lines.putWhole(AGREEING, standing.agreeing());
        });
        vibration.trace().ifPresent(trace -> trace(trace, lines));
        vibration.figures().ifPresent(figures -> figures(figures, lines));
        vibration.levels().ifPresent(levels -> levels(levels, lines));
        ResultFields.finite(SPEED, vibration.shaftPerMinute(), lines);
        ResultFields.finite(RATE, vibration.rateHertz(), lines);
        lines.putWhole(SAMPLES, vibration.samples());
        lines.putNanos(ResultFields.DECIDED, vibration.decidedNanos());
    }

    private static void trace(Vibration.Trace trace, LineBuffer lines) {
        ResultFields.finite(HERTZ, trace.hertz(), lines);
        ResultFields.finite(EXPECTED, trace.expectedHertz(), lines);
        ResultFields.finite(DECIBELS, trace.decibels(), lines);
        ResultFields.finite(BAND_LOW, trace.lowHertz(), lines);
        ResultFields.finite(BAND_HIGH, trace.highHertz(), lines);
    }

    private static void figures(Vibration.Figures figures, LineBuffer lines) {
        ResultFields.finite(RMS, figures.rms(), lines);
        ResultFields.finite(PEAK, figures.peak(), lines);
        ResultFields.finite(CREST, figures.crest(), lines);
        ResultFields.finite(KURTOSIS, figures.kurtosis(), lines);
        ResultFields.finite(SKEWNESS, figures.skewness(), lines);
    }

    private static void levels(Vibration.Levels levels, LineBuffer lines) {
        ResultFields.finite(OUTER, levels.outerDecibels(), lines);
        ResultFields.finite(INNER, levels.innerDecibels(), lines);
        ResultFields.finite(BALL, levels.ballDecibels(), lines);
        ResultFields.finite(IMPULSIVE_LOW, levels.impulsiveLowHertz(), lines);
        ResultFields.finite(IMPULSIVE_HIGH, levels.impulsiveHighHertz(), lines);
        ResultFields.finite(IMPULSIVE_KURTOSIS, levels.impulsiveKurtosis(), lines);
        List<Double> bands = levels.bandDecibels();
        for (int i = 0; i < Math.min(BANDS.length, bands.size()); i++) {
            ResultFields.finite(BANDS[i], bands.get(i), lines);
        }
    }
}
