package org.millwright.edge.journal;

import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowDiagnosis;
import org.millwright.edge.signal.ShadowPrognosis;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Vibration;

/**
 * To whom an event is counted that never became a row.
 *
 * @param signal empty where it is no reading
 */
record Whose(Machine machine, String signal) {

    static Whose of(Event event) {
        return switch (event) {
            case Reading reading ->
                new Whose(reading.signal().machine(), reading.signal().name());
            case Verdict verdict -> new Whose(verdict.station(), "");
            case ShadowVerdict verdict -> new Whose(verdict.live().station(), "");
            case Prognosis prognosis -> new Whose(prognosis.machine(), "");
            case ShadowPrognosis prognosis -> new Whose(prognosis.live().machine(), "");
            case FeatureSet features ->
                new Whose(features.signal().machine(), features.signal().name());
            case Condition condition -> new Whose(condition.machine(), "");
            case Vibration vibration ->
                new Whose(vibration.machine(), vibration.channel().name());
            case Diagnosis diagnosis -> new Whose(diagnosis.machine(), "");
            case ShadowDiagnosis diagnosis -> new Whose(diagnosis.live().machine(), "");
            case Advisory advisory -> new Whose(advisory.machine(), "");
            case Loss loss -> new Whose(loss.machine(), loss.signal());
            case Notice notice -> new Whose(new Machine(notice.path(), notice.source(), "notice"), "");
        };
    }
}
