package org.millwright.edge.inference;

import java.util.List;
import java.util.Locale;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Standing;
import org.millwright.maintenance.advise.Evidence;

/** What a diagnosis says to those who give advice: a failure, or a limit exceeded, that most answers agree on. */
final class DiagnosisEvidence {

    private DiagnosisEvidence() {}

    static List<Evidence> of(Diagnosis diagnosis) {
        return diagnosis.standing().stream().map(DiagnosisEvidence::of).toList();
    }

    private static Evidence of(Standing standing) {
        return new Evidence.Diagnosed(
                standing.what(),
                standing.certainty(),
                List.of(
                        standing.because(),
                        String.format(
                                Locale.ROOT, "%d of the last %d answers say so", standing.agreeing(), standing.of())));
    }
}
