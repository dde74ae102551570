package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.models.Slot;

/**
 * The models of one place, a snapshot.
 *
 * @param precision in which the live model runs here, and why; empty while there is none
 * @param trial how the model on trial compares
 * @param drift why what is judged is no longer what the model was trained on; empty while it is
 * @param driftIndex population stability index; NaN where it is not known
 */
public record SeatStatus(
        String name, Slot slot, String precision, Comparison trial, Optional<String> drift, double driftIndex) {}
