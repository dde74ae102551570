package org.millwright.edge.inference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.maintenance.vibration.BearingFinding;
import org.millwright.maintenance.vibration.FaultKind;
import org.millwright.maintenance.vibration.Signature;
import org.millwright.maintenance.vibration.VibrationFeatures;
import org.millwright.maintenance.vibration.WaveformStatistics;

/**
 * What was found of one waveform, in the words of its row.
 *
 * @param signatures the strongest trace of each kind; empty where the waveform was not examined
 */
record VibrationAnswer(
        Diagnosis diagnosis,
        String cause,
        String reason,
        double confidence,
        List<Signature> signatures,
        Optional<Vibration.Trace> trace) {

    VibrationAnswer {
        signatures = List.copyOf(signatures);
    }

    static VibrationAnswer uncertain(String cause, String reason) {
        return new VibrationAnswer(Diagnosis.UNCERTAIN, cause, reason, Double.NaN, List.of(), Optional.empty());
    }

    static VibrationAnswer of(BearingFinding finding) {
        return switch (finding) {
            case BearingFinding.Healthy healthy ->
                new VibrationAnswer(
                        Diagnosis.NONE, "", healthy.reason(), Double.NaN, healthy.signatures(), Optional.empty());
            case BearingFinding.Fault fault ->
                new VibrationAnswer(
                        diagnosis(fault.kind()),
                        "",
                        fault.reason(),
                        fault.confidence(),
                        fault.signatures(),
                        Optional.of(trace(fault.signature())));
            case BearingFinding.Uncertain uncertain ->
                uncertain(uncertain.cause().name().toLowerCase(Locale.ROOT), uncertain.reason());
        };
    }

    private static Diagnosis diagnosis(FaultKind kind) {
        return switch (kind) {
            case OUTER_RACE -> Diagnosis.OUTER_RACE;
            case INNER_RACE -> Diagnosis.INNER_RACE;
            case BALL -> Diagnosis.BALL;
        };
    }

    private static Vibration.Trace trace(Signature signature) {
        return new Vibration.Trace(
                signature.hertz(),
                signature.expectedHertz(),
                signature.decibels(),
                signature.band().lowHertz(),
                signature.band().highHertz());
    }

    static Vibration.Figures figures(WaveformStatistics found) {
        return new Vibration.Figures(found.rms(), found.peak(), found.crest(), found.kurtosis(), found.skewness());
    }

    Vibration.Levels levels(VibrationFeatures features) {
        return new Vibration.Levels(
                decibels(FaultKind.OUTER_RACE),
                decibels(FaultKind.INNER_RACE),
                decibels(FaultKind.BALL),
                features.kurtogram().band().lowHertz(),
                features.kurtogram().band().highHertz(),
                features.kurtogram().kurtosis(),
                features.bandDecibels());
    }

    private double decibels(FaultKind kind) {
        return signatures.stream()
                .filter(signature -> signature.kind() == kind)
                .mapToDouble(Signature::decibels)
                .findFirst()
                .orElse(Double.NaN);
    }
}
