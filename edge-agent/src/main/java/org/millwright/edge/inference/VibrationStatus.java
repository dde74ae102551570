package org.millwright.edge.inference;

import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Vibration;

/**
 * How one bearing's waveforms fare since the start; a snapshot.
 *
 * <p>received = the sum of answers + the sum of dropped + waiting
 *
 * @param received what the source brought
 * @param answers how many say what, by diagnosis in small letters
 * @param uncertain those of the answers that are uncertain, by cause
 * @param dropped not examined, by reason: {@code overtaken} by a newer one, {@code repeated} when sent again
 * @param lostAtSource times that the source told of some that it did not keep; these were never received
 * @param waiting not examined yet
 * @param last the newest; empty while there is none
 * @param lastAnswer the newest that is not uncertain; empty while there is none
 */
public record VibrationStatus(
        Channel channel,
        String part,
        long received,
        Map<String, Long> answers,
        Map<String, Long> uncertain,
        Map<String, Long> dropped,
        long lostAtSource,
        long waiting,
        Optional<Vibration> last,
        Optional<Vibration> lastAnswer) {

    public VibrationStatus {
        answers = Map.copyOf(answers);
        uncertain = Map.copyOf(uncertain);
        dropped = Map.copyOf(dropped);
    }
}
