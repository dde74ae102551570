package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.source.NamedFaults;

class AbsenceTest {

    private static final List<String> FILTERS = List.of("line/#");
    private static final Instant CONNECTED = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = CONNECTED;
    private final TestingIntake intake = new TestingIntake(new Bus<>());
    private final Absence absence = new Absence(
            "meters", new Account("agent", Duration.ZERO), intake, () -> now, new NamedFaults("meters", () -> now));

    private static long nanos(Instant time) {
        return SourceTime.nanos(time).orElseThrow();
    }

    /** The one loss after a line that ended five minutes later and was whole again after ten seconds more. */
    private Loss lossAfter(long heardNanos) throws InterruptedException {
        absence.over(false, FILTERS, Set.of(TestingPlant.METER));
        now = CONNECTED.plusSeconds(300);
        absence.seen(FILTERS);
        absence.begins(FILTERS, heardNanos);
        now = now.plusSeconds(10);
        absence.over(false, FILTERS, Set.of(TestingPlant.METER));
        List<Loss> losses = intake.kept().stream()
                .filter(Loss.class::isInstance)
                .map(Loss.class::cast)
                .toList();
        assertThat(losses).hasSize(1);
        return losses.getFirst();
    }

    @Test
    void aLineThatWasDeafIsMissedFromTheLastMessageOn() throws InterruptedException {
        long heard = nanos(CONNECTED.plusSeconds(281));
        assertThat(lossAfter(heard).sinceNanos()).isEqualTo(heard);
    }

    @Test
    void aQuietLineThatWasDeafIsMissedForAsLongAsThatCanGoUnnoticed() throws InterruptedException {
        assertThat(lossAfter(Long.MIN_VALUE).sinceNanos())
                .isEqualTo(nanos(CONNECTED.plusSeconds(300).minus(Timing.DEAF)));
    }
}
