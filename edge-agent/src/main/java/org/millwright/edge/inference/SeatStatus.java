package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.models.Slot;

/**
 * The models of one place, a snapshot.
 *
 * @param precision in which the live model runs here, and why; empty while there is none
 * @param parts that the model on trial has judged
 * @param stricter parts that it would have kept back and the live model let pass
 * @param laxer parts that it would have let pass and the live model kept back
 * @param drift why the pictures are no longer those of the training; empty while they are
 * @param driftIndex population stability index; NaN where it is not known
 */
public record SeatStatus(
        String name,
        Slot slot,
        String precision,
        long parts,
        long agreed,
        long stricter,
        long laxer,
        Optional<String> drift,
        double driftIndex) {}
