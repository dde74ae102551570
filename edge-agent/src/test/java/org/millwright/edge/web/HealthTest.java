package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.web.AgentStatus.SinkState;
import org.millwright.edge.web.AgentStatus.SourceKind;
import org.millwright.edge.web.AgentStatus.SourceState;

class HealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static Health health(SourceState source, Optional<String> storeTrouble) {
        AgentStatus plant = ShownPlant.inOrder().status();
        return Health.of(new AgentStatus(
                plant.site(),
                NOW,
                plant.process(),
                List.of(source),
                plant.queues(),
                new SinkState(
                        1, 1, 0, 0, 0, AgentStatus.Latency.NONE, AgentStatus.Latency.NONE, storeTrouble, List.of()),
                plant.journal(),
                plant.ledger(),
                plant.inspections(),
                plant.prognoses(),
                plant.conditions(),
                plant.advisories(),
                plant.vibrations(),
                plant.diagnoses(),
                plant.signals(),
                plant.disk()));
    }

    private static SourceState up(Duration upFor, Optional<Instant> lastData, Optional<Duration> silentAfter) {
        SourceStatus status = new SourceStatus.Up(NOW.minus(upFor), List.of());
        return new SourceState("plant", SourceKind.OPC_UA, status, lastData, silentAfter, Map.of(), Optional.empty());
    }

    @Test
    void aConnectedSourceThatIsSilentForTooLongIsNotHealthy() {
        Optional<Duration> limit = Optional.of(Duration.ofSeconds(30));
        Duration hour = Duration.ofHours(1);
        assertThat(health(up(hour, Optional.of(NOW.minusSeconds(29)), limit), Optional.empty())
                        .ok())
                .isTrue();
        assertThat(health(up(hour, Optional.of(NOW.minusSeconds(42)), limit), Optional.empty())
                        .reasons())
                .containsExactly("Source plant: connected, but no data for 42 s");
        assertThat(health(up(hour, Optional.empty(), limit), Optional.empty()).ok())
                .isFalse();
    }

    @Test
    void aSourceThatHasJustConnectedIsGivenTimeAndACameraMayBeSilent() {
        Optional<Duration> limit = Optional.of(Duration.ofSeconds(30));
        Optional<Instant> old = Optional.of(NOW.minusSeconds(500));
        assertThat(health(up(Duration.ofSeconds(3), old, limit), Optional.empty())
                        .ok())
                .isTrue();
        assertThat(health(up(Duration.ofHours(1), old, Optional.empty()), Optional.empty())
                        .ok())
                .isTrue();
    }

    @Test
    void aSourceThatIsStartingHasMadeNoAttemptYet() {
        SourceStatus starting = new SourceStatus.Connecting(NOW.minusSeconds(2), "is starting", 0, NOW);
        SourceState source = new SourceState(
                "plant", SourceKind.OPC_UA, starting, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        assertThat(health(source, Optional.empty()).reasons())
                .containsExactly("Source plant: not connected for 2 s: is starting");
    }

    @Test
    void aStoreThatDoesNotTakeRowsIsNotHealthy() {
        SourceState fine = up(Duration.ofHours(1), Optional.of(NOW), Optional.empty());
        assertThat(health(fine, Optional.of("no answer from http://127.0.0.1:9000"))
                        .reasons())
                .containsExactly("Store: no answer from http://127.0.0.1:9000");
    }
}
