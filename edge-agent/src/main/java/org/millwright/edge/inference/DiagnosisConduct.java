package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.signal.Diagnosis;

/**
 * How a diagnosing model conducts itself: whether it answers, and still knows the readings that it is shown. NOT thread safe.
 */
final class DiagnosisConduct implements Conduct<JudgedDiagnosis> {

    /** In a row, over all machines. */
    static final int MOST_FAILURES = 3;

    /** How many answers are looked at, those of which no reading was missing and whose values were new. */
    static final int WINDOW = 100;

    /** Of the window. Fewer may be a machine that is used in a new way; half of them are another machine than it learned. */
    static final int MOST_STRANGE = 50;

    /** For so many answers after it was promoted, readings that it does not know count against it. */
    static final int ON_PROBATION = 2_000;

    private final String hash;
    private final Recent strange = new Recent(WINDOW);
    private int failures;
    private long answers;

    DiagnosisConduct(String hash) {
        this.hash = hash;
    }

    @Override
    public boolean isOf(String model) {
        return hash.equals(model);
    }

    @Override
    public void take(JudgedDiagnosis judged) {
        if (!judged.anew()) {
            return; // A machine that stands still is one moment, however long it stands.
        }
        failures = judged.failed() ? failures + 1 : 0;
        // What a source does not deliver says nothing of the model.
        if (judged.strange() || !(judged.diagnosis().answer() instanceof Diagnosis.Answer.Uncertain)) {
            answers++;
            strange.add(judged.strange());
        }
    }

    @Override
    public Optional<String> complaint() {
        if (failures >= MOST_FAILURES) {
            return Optional.of("it failed " + failures + " times in a row");
        }
        return answers <= ON_PROBATION ? drift() : Optional.empty();
    }

    @Override
    public Optional<String> drift() {
        return strange.count() > MOST_STRANGE
                ? Optional.of(strange.count() + " of the last " + Math.min(answers, WINDOW)
                        + " moments lie outside of what the model was trained on")
                : Optional.empty();
    }

    @Override
    public double driftIndex() {
        return Double.NaN;
    }
}
