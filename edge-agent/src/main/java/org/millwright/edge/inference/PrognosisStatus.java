package org.millwright.edge.inference;

import java.util.List;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;

/**
 * How the prognoses of one model are doing; a snapshot.
 *
 * @param made prognoses since the start
 * @param last the newest prognosis of each machine that has one
 * @param modelFault why no model runs; empty when one does
 * @param note what else should be known of the model; empty when all is well
 * @param seat its life
 */
public record PrognosisStatus(
        List<Machine> machines, long made, List<Prognosis> last, String modelFault, String note, SeatStatus seat) {

    public PrognosisStatus {
        machines = List.copyOf(machines);
        last = List.copyOf(last);
    }
}
