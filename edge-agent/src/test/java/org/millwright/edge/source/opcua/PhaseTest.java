package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millwright.edge.source.opcua.Phase.Outcome;

/** Every phase with every outcome: where it leads, or that it cannot be. */
class PhaseTest {

    private static final Phase NEW_SESSION = new Phase.Over("the server made a new session", true);
    private static final Phase RENUMBERED = new Phase.Over("the server was restarted, or its namespaces changed", true);
    private static final Phase ENDED = new Phase.Over("why", false);

    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome.TakenOver(),
            new Outcome.CaughtUp(),
            new Outcome.Completed(),
            new Outcome.SubscriptionEnded(),
            new Outcome.SessionLost(),
            new Outcome.SessionResumed(),
            new Outcome.SessionReplaced(),
            new Outcome.Renumbered(),
            new Outcome.Ended("why"));

    private static final Map<Phase, Map<Outcome, Phase>> TABLE = Map.of(
            new Phase.TakingOver(),
            Map.of(new Outcome.TakenOver(), new Phase.CatchingUp(), new Outcome.Ended("why"), ENDED),
            new Phase.CatchingUp(),
            Map.of(
                    new Outcome.CaughtUp(),
                    new Phase.Completing(),
                    new Outcome.Renumbered(),
                    RENUMBERED,
                    new Outcome.Ended("why"),
                    ENDED),
            new Phase.Completing(),
            Map.of(new Outcome.Completed(), new Phase.Live(), new Outcome.Ended("why"), ENDED),
            new Phase.Live(),
            Map.of(
                    new Outcome.SubscriptionEnded(),
                    new Phase.Completing(),
                    new Outcome.SessionLost(),
                    new Phase.Broken(),
                    new Outcome.SessionReplaced(),
                    NEW_SESSION,
                    new Outcome.Renumbered(),
                    RENUMBERED,
                    new Outcome.Ended("why"),
                    ENDED),
            new Phase.Broken(),
            Map.of(
                    new Outcome.SessionResumed(),
                    new Phase.CatchingUp(),
                    new Outcome.SessionReplaced(),
                    NEW_SESSION,
                    new Outcome.Ended("why"),
                    ENDED));

    @Test
    void everyPhaseLeadsWhereTheTableSaysAndNowhereElse() {
        TABLE.forEach((phase, row) -> {
            for (Outcome outcome : OUTCOMES) {
                Phase next = row.get(outcome);
                if (next != null) {
                    assertThat(phase.after(outcome)).isEqualTo(next);
                } else {
                    assertThatThrownBy(() -> phase.after(outcome))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(phase.getClass().getSimpleName());
                }
            }
        });
    }
}
