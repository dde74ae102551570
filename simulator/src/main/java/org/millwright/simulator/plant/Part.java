package org.millwright.simulator.plant;

import java.util.Optional;
import org.millwright.simulator.station.Decision;
import org.millwright.simulator.surface.Box;
import org.millwright.simulator.surface.Defect;
import org.millwright.simulator.truth.Outcome;
import org.millwright.simulator.truth.PartTruth;

/**
 * A part on its way through the station.
 *
 * @param jpeg what the camera will show, never changed
 */
@SuppressWarnings({"ArrayRecordComponent", "OptionalUsedAsFieldOrParameterType"}) // Handed on once, not compared.
record Part(String id, long sequence, Optional<Defect> defect, byte[] jpeg) {

    PartTruth truth(Decision decision) {
        Outcome outcome = decision.accepted() ? Outcome.ACCEPTED : Outcome.REJECTED;
        String why = switch (decision.why()) {
            case GOOD -> "told good in time";
            case DEFECT -> "told not good";
            case LATE -> "no verdict before the deadline";
            case AGENT_DEAD -> "the agent's heartbeat stood still";
        };
        return defect.map(found -> {
                    Box box = found.box();
                    return new PartTruth(
                            id,
                            sequence,
                            true,
                            found.kind().label(),
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            outcome,
                            why);
                })
                .orElseGet(() -> PartTruth.good(id, sequence, outcome, why));
    }
}
