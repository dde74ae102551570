package org.millwright.maintenance.advise;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do, where, why, how soon and how sure.
 *
 * @param what in the imperative
 * @param why the reasons, the weightiest first
 * @param due when it is likely to fail at the earliest; empty where nothing says so
 * @param window when the machine stands long enough for it
 * @param risk the chance, 0 to 1, that it fails before that window; NaN where nobody can say, as where there is none
 * @param certainty 0 to 1: how much there is to it at all
 */
public record Advice(
        String machine,
        String what,
        List<String> why,
        Urgency urgency,
        Optional<Instant> due,
        Optional<Span> window,
        double risk,
        double certainty) {

    public Advice {
        requireNonNull(machine, "machine is null");
        requireNonNull(what, "what is null");
        why = List.copyOf(why);
        requireNonNull(urgency, "urgency is null");
    }
}
