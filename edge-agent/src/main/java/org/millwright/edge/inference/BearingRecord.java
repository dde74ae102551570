package org.millwright.edge.inference;

import java.util.ArrayDeque;
import java.util.Optional;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.edge.signal.Vibration.Standing;

/**
 * What the last waveforms said of a bearing: one waveform is not worth a spanner, most of them are. Those that allowed no
 * answer count neither way. NOT thread safe.
 */
final class BearingRecord {

    /** Of these … */
    static final int KEPT = 5;
    /** … so many must agree. */
    static final int ENOUGH = 3;

    private record Answer(Diagnosis diagnosis, double confidence, String reason) {}

    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    void add(Diagnosis diagnosis, double confidence, String reason) {
        if (diagnosis == Diagnosis.UNCERTAIN) {
            return;
        }
        if (answers.size() == KEPT) {
            answers.removeFirst();
        }
        answers.addLast(new Answer(diagnosis, confidence, reason));
    }

    Optional<Standing> standing() {
        for (Diagnosis kind : Diagnosis.values()) {
            if (kind.isFault()) {
                int agreeing = 0;
                double sum = 0;
                String reason = "";
                for (Answer answer : answers) {
                    if (answer.diagnosis() == kind) {
                        agreeing++;
                        sum += answer.confidence();
                        reason = answer.reason();
                    }
                }
                if (agreeing >= ENOUGH) {
                    return Optional.of(new Standing(kind, agreeing, answers.size(), sum / agreeing, reason));
                }
            }
        }
        return Optional.empty();
    }
}
