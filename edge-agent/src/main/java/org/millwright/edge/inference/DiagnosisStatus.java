package org.millwright.edge.inference;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Machine;

/**
 * How the diagnosis of one machine fares since the start; a snapshot.
 *
 * @param answers how many say what, by mode or quantity; {@code uncertain} for those that are none
 * @param uncertain those of the answers that are uncertain, by cause
 * @param dropped readings that count nowhere, by reason: {@code outdated} when older than what is known, or waiting when its
 *     source's clock was set back, {@code ahead} of that clock
 * @param rows how many answers were worth a row
 * @param last the newest; empty while there is none
 * @param lastAnswer the newest that is not uncertain; empty while there is none
 * @param modelFault why no model runs; empty when one does
 * @param note what else should be known of the model; empty when all is well
 * @param seat the life of its model, which machines of one entry share
 */
public record DiagnosisStatus(
        Machine machine,
        Map<String, Long> answers,
        Map<String, Long> uncertain,
        Map<String, Long> dropped,
        long rows,
        Optional<Diagnosis> last,
        Optional<Diagnosis> lastAnswer,
        String modelFault,
        String note,
        SeatStatus seat) {

    public DiagnosisStatus {
        requireNonNull(machine, "machine is null");
        answers = Map.copyOf(answers);
        uncertain = Map.copyOf(uncertain);
        dropped = Map.copyOf(dropped);
        requireNonNull(modelFault, "modelFault is null");
        requireNonNull(note, "note is null");
        requireNonNull(seat, "seat is null");
    }
}
