package org.millwright.edge.lineprotocol;

import java.util.stream.Collectors;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.ShadowDiagnosis;

/** The fields of {@link Diagnosis}, and of one that is on trial. */
final class DiagnosisFields {

    private static final byte[] ANSWER = Tags.ascii("answer=");
    private static final byte[] HEALTH = Tags.ascii(",health=");
    private static final byte[] MODE = Tags.ascii(",mode=");
    private static final byte[] PROBABILITY = Tags.ascii(",probability=");
    private static final byte[] OTHERS = Tags.ascii(",others=");
    private static final byte[] QUANTITY = Tags.ascii(",quantity=");
    private static final byte[] VALUE = Tags.ascii(",value=");
    private static final byte[] UNIT = Tags.ascii(",unit=");
    private static final byte[] BECAUSE = Tags.ascii(",because=");
    private static final byte[] STANDING = Tags.ascii(",standing=");
    private static final byte[] AGREEING = Tags.ascii(",agreeing=");
    private static final byte[] CAUSE = Tags.ascii(",cause=");
    private static final byte[] REASON = Tags.ascii(",reason=");
    private static final byte[] MODEL = Tags.ascii(",model=");

    private static final byte[] RESULT = Tags.ascii("result=");
    private static final byte[] SCORE = Tags.ascii(",score=");
    private static final byte[] LIVE_RESULT = Tags.ascii(",live_result=");
    private static final byte[] LIVE_SCORE = Tags.ascii(",live_score=");
    private static final byte[] DIFFERENCE = Tags.ascii(",difference=");
    private static final byte[] AGREES = Tags.ascii(",agrees=");
    private static final byte[] LIVE_MODEL = Tags.ascii(",live_model=");

    private DiagnosisFields() {}

    static void append(Diagnosis diagnosis, LineBuffer lines) {
        lines.putText(ANSWER, kind(diagnosis.answer()));
        lines.putText(HEALTH, Tags.lower(diagnosis.health()));
        switch (diagnosis.answer()) {
            case Answer.Mode mode -> {
                lines.putText(MODE, mode.mode());
                ResultFields.finite(PROBABILITY, mode.probability(), lines);
                ResultFields.text(OTHERS, mode.others(), lines);
                ResultFields.text(BECAUSE, mode.because(), lines);
            }
            case Answer.Quantity quantity -> {
                lines.putText(QUANTITY, quantity.quantity());
                ResultFields.finite(VALUE, quantity.value(), lines);
                ResultFields.text(UNIT, quantity.unit(), lines);
                ResultFields.text(BECAUSE, quantity.because(), lines);
            }
            case Answer.Uncertain(String cause, String reason) -> {
                ResultFields.text(CAUSE, cause, lines);
                ResultFields.text(REASON, reason, lines);
            }
        }
        if (!diagnosis.standing().isEmpty()) {
            lines.putText(
                    STANDING,
                    diagnosis.standing().stream().map(Diagnosis.Standing::what).collect(Collectors.joining(", ")));
            lines.putWhole(AGREEING, diagnosis.standing().getFirst().agreeing());
        }
        ResultFields.text(MODEL, diagnosis.model(), lines);
        lines.putNanos(ResultFields.DECIDED, diagnosis.decidedNanos());
    }

    static void append(ShadowDiagnosis both, LineBuffer lines) {
        Answer shadow = both.shadow().answer();
        lines.putText(RESULT, shadow.word());
        ResultFields.finite(SCORE, score(shadow), lines);
        lines.putText(LIVE_RESULT, both.live().answer().word());
        ResultFields.finite(LIVE_SCORE, score(both.live().answer()), lines);
        ResultFields.finite(DIFFERENCE, both.difference(), lines);
        lines.putWhole(AGREES, both.agrees() ? 1 : 0);
        if (shadow instanceof Answer.Uncertain(String _, String reason)) {
            ResultFields.text(REASON, reason, lines);
        }
        ResultFields.text(MODEL, both.shadow().model(), lines);
        ResultFields.text(LIVE_MODEL, both.live().model(), lines);
        lines.putNanos(ResultFields.DECIDED, both.shadow().decidedNanos());
    }

    private static String kind(Answer answer) {
        return switch (answer) {
            case Answer.Mode _ -> "mode";
            case Answer.Quantity _ -> "quantity";
            case Answer.Uncertain _ -> Diagnosis.UNCERTAIN;
        };
    }

    private static double score(Answer answer) {
        return switch (answer) {
            case Answer.Mode mode -> mode.probability();
            case Answer.Quantity quantity -> quantity.value();
            case Answer.Uncertain _ -> Double.NaN;
        };
    }
}
