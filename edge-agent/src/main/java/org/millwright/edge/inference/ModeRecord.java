package org.millwright.edge.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.config.DiagnosisConfig.Agreement;
import org.millwright.edge.inference.DiagnosisFinding.Named;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Diagnosis.Standing;

/**
 * What the last answers named, so that an alarm does not flutter. Those that allowed no answer count neither way. NOT thread
 * safe.
 */
final class ModeRecord {

    private final Agreement agreement;
    private final ArrayDeque<List<Named>> answers = new ArrayDeque<>();

    ModeRecord(Agreement agreement) {
        this.agreement = agreement;
    }

    void add(DiagnosisFinding finding) {
        if (finding.answer() instanceof Answer.Uncertain) {
            return;
        }
        if (answers.size() == agreement.of()) {
            answers.removeFirst();
        }
        answers.addLast(finding.named());
    }

    /** What enough of them agree on. */
    List<Standing> standing() {
        Map<String, List<Named>> byName = new LinkedHashMap<>();
        for (List<Named> named : answers) {
            for (Named one : named) {
                byName.computeIfAbsent(one.what(), _ -> new ArrayList<>()).add(one);
            }
        }
        List<Standing> standing = new ArrayList<>();
        byName.forEach((what, its) -> {
            if (its.size() >= agreement.agreeing()) {
                double mean =
                        its.stream().mapToDouble(Named::certainty).average().orElse(0);
                standing.add(new Standing(
                        what, its.size(), answers.size(), mean, its.getLast().because()));
            }
        });
        return standing;
    }
}
