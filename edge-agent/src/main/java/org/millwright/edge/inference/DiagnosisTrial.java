package org.millwright.edge.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowDiagnosis;

/**
 * A model that diagnoses the same machines as the one that decides, from the same readings, once that one has spoken or has
 * nothing to say. Its answers are counted, and stored with those of the live model that are, and where it begins or ceases to
 * agree. NOT thread safe.
 */
final class DiagnosisTrial implements Trial<JudgedDiagnosis> {

    private final DiagnosingModel candidate;
    private final Intake intake;
    private final Map<Machine, Boolean> agreed = new HashMap<>();
    /** What the candidate said before the live model came to the same moment. */
    private final Map<Machine, DiagnosedMachine.Asked> early = new HashMap<>();

    private long asked;
    private long compared;
    private long agreeing;
    private long errors;
    private int failures;

    DiagnosisTrial(DiagnosingModel candidate, Intake intake) {
        this.candidate = candidate;
        this.intake = intake;
    }

    @Override
    public String hash() {
        return candidate.hash();
    }

    void accept(Reading reading) {
        // What is counted as left out is counted at the live model.
        var _ = candidate.accept(reading);
    }

    @Override
    public String judge(JudgedDiagnosis live) throws InterruptedException {
        Machine machine = live.diagnosis().machine();
        long moment = live.diagnosis().timestampNanos();
        if (said(machine, moment).isEmpty()) {
            advance(machine, live.nowNanos());
        }
        Optional<DiagnosedMachine.Asked> answer = said(machine, moment);
        if (answer.isPresent()) {
            DiagnosisFinding finding = answer.get().finding();
            Diagnosis said = new Diagnosis(
                    machine,
                    finding.answer(),
                    List.of(),
                    finding.health(),
                    candidate.hash(),
                    moment,
                    live.diagnosis().decidedNanos());
            compare(new ShadowDiagnosis(said, live.diagnosis()), live.told());
            early.remove(machine);
        }
        return failures >= DiagnosisConduct.MOST_FAILURES ? "on trial it failed " + failures + " times in a row" : "";
    }

    private Optional<DiagnosedMachine.Asked> said(Machine machine, long sourceNanos) {
        return Optional.ofNullable(early.get(machine)).filter(answer -> answer.sourceNanos() == sourceNanos);
    }

    /**
     * Asks the candidate, whatever the live model does: its readings would wait for ever where that one has nothing to say.
     * The answer is counted, and compared if the live model comes to the same moment.
     */
    void advance(Machine machine, long nowNanos) {
        candidate.ask(machine, nowNanos).ifPresent(answer -> {
            asked++;
            if (answer.anew()) {
                boolean failed = answer.finding().failed();
                errors += failed ? 1 : 0;
                failures = failed ? failures + 1 : 0;
            }
            early.put(machine, answer);
        });
    }

    private void compare(ShadowDiagnosis both, boolean told) throws InterruptedException {
        boolean agrees = both.agrees();
        if (both.isComparable()) {
            compared++;
            agreeing += agrees ? 1 : 0;
        }
        Boolean before = agreed.put(both.live().machine(), agrees);
        if (told || before == null || before != agrees) {
            intake.keep(both);
        }
    }

    @Override
    public Comparison comparison() {
        return new Comparison.OfDiagnoses(asked, compared, agreeing, errors);
    }

    @Override
    public void close() {
        candidate.close();
    }
}
