package org.millwright.edge.inference;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Diagnosis.Standing;
import org.millwright.edge.signal.Prognosis;

/**
 * What was said of one machine so far, by whichever model: what stands, what is worth a row, and the counts. On the loop's
 * thread; the counts are for any.
 */
final class MachineDiagnosis {

    /** What does not change is told as often as features are. */
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final DiagnosisConfig config;
    private final ModeRecord record;
    private final Map<String, Long> answers = new HashMap<>();
    private final Map<String, Long> uncertain = new HashMap<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private long rows;
    private @Nullable Diagnosis told;
    private @Nullable Diagnosis last;
    private @Nullable Diagnosis lastAnswer;

    MachineDiagnosis(DiagnosisConfig config) {
        this.config = config;
        this.record = new ModeRecord(config.agreement());
    }

    synchronized void dropped(LeftOut left) {
        dropped.merge(left.reason(), left.count(), Long::sum);
    }

    /** @param model the hash of the bundle that answered; empty where there is none */
    synchronized JudgedDiagnosis judged(DiagnosedMachine.Asked asked, String model, long nowNanos) {
        DiagnosisFinding finding = asked.finding();
        record.add(finding);
        List<Standing> standing = record.standing();
        Diagnosis diagnosis = new Diagnosis(
                config.machine(),
                finding.answer(),
                standing,
                standing.isEmpty() ? finding.health() : health(),
                model,
                asked.sourceNanos(),
                nowNanos);
        answers.merge(finding.answer().word(), 1L, Long::sum);
        if (finding.answer() instanceof Answer.Uncertain(String cause, String _)) {
            uncertain.merge(cause, 1L, Long::sum);
        } else {
            lastAnswer = diagnosis;
        }
        last = diagnosis;
        boolean news = isNews(diagnosis);
        if (news) {
            told = diagnosis;
            rows++;
        }
        return new JudgedDiagnosis(diagnosis, nowNanos, asked.anew(), finding.failed(), finding.strange(), news);
    }

    /** What stands weighs more than what one moment says, or lacks; limits are a quantity's. */
    private Prognosis.Health health() {
        return config.limits().equals(DiagnosisConfig.Limits.NONE)
                ? Prognosis.Health.MAINTENANCE_REQUIRED
                : Prognosis.Health.OUT_OF_SPECIFICATION;
    }

    private boolean isNews(Diagnosis now) {
        Diagnosis before = told;
        return before == null
                || !key(before).equals(key(now))
                || Math.floorDiv(now.decidedNanos(), AGAIN_NANOS) != Math.floorDiv(before.decidedNanos(), AGAIN_NANOS);
    }

    /** What whoever reads the rows must know of at once; figures change with every reading. */
    private static List<Object> key(Diagnosis diagnosis) {
        String cause = diagnosis.answer() instanceof Answer.Uncertain(String its, String _) ? its : "";
        return List.of(
                diagnosis.answer().word(),
                cause,
                diagnosis.health(),
                diagnosis.model(),
                diagnosis.standing().stream().map(Standing::what).toList());
    }

    /**
     * @param modelFault why no model runs; empty when one does
     * @param note what else should be known of the model; empty when all is well
     */
    synchronized DiagnosisStatus status(String modelFault, String note, SeatStatus seat) {
        return new DiagnosisStatus(
                config.machine(),
                answers,
                uncertain,
                dropped,
                rows,
                Optional.ofNullable(last),
                Optional.ofNullable(lastAnswer),
                modelFault,
                note,
                seat);
    }
}
