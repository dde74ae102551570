package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;

/** When a promoted remaining-life model has to go. */
final class LifeConductTest {

    private static final long DEADLINE = Duration.ofMillis(100).toNanos();

    private final LifeConduct conduct = new LifeConduct("abc", Duration.ofNanos(DEADLINE));
    private long nanos = Plant.START;

    private JudgedLife judged(double life, long tookNanos, Prognosis.Health health, long restarts) {
        nanos += 1_000_000_000L;
        Prognosis prognosis = new Prognosis(
                Plant.machine("engine"),
                life,
                "h",
                Double.isNaN(life) ? Optional.empty() : Optional.of(new Prognosis.Interval(life - 10, life + 10, 0.9)),
                health,
                "",
                "abc",
                nanos,
                nanos);
        return new JudgedLife(prognosis, nanos, tookNanos, Double.isNaN(life), restarts);
    }

    private void take(double life) {
        conduct.take(judged(life, 1, Prognosis.Health.NORMAL, 0));
    }

    @Test
    void aSteadyModelHasNothingAgainstIt() {
        for (int i = 0; i < 500; i++) {
            take(100 - i * 0.1);
        }
        assertThat(conduct.complaint()).isEmpty();
        assertThat(conduct.drift()).isEmpty();
    }

    @Test
    void lateOnesAreCountedOverTheLastHundred() {
        for (int i = 0; i < LifeConduct.MOST_LATE; i++) {
            conduct.take(judged(50, DEADLINE + 1, Prognosis.Health.NORMAL, 0));
        }
        assertThat(conduct.complaint()).isEmpty();
        conduct.take(judged(50, DEADLINE + 1, Prognosis.Health.NORMAL, 0));
        assertThat(conduct.complaint().orElseThrow()).contains("11 of its last 100", "longer than 100 ms");
        for (int i = 0; i < LifeConduct.WINDOW; i++) {
            take(50);
        }
        assertThat(conduct.complaint()).isEmpty();
    }

    @Test
    void aModelThatContradictsItsOwnIntervalsGoes() {
        for (int i = 0; i <= LifeConduct.MOST_JUMPS + 1; i++) {
            take(i % 2 == 0 ? 80 : 20);
        }
        assertThat(conduct.complaint().orElseThrow()).contains("outside of the interval");
    }

    @Test
    void aReplacedPartIsNoContradiction() {
        for (int i = 0; i <= 2 * LifeConduct.MOST_JUMPS; i++) {
            conduct.take(judged(i % 2 == 0 ? 80 : 20, 1, Prognosis.Health.NORMAL, i));
        }
        assertThat(conduct.complaint()).isEmpty();
    }

    @Test
    void failuresCountInARowOnly() {
        take(Double.NaN);
        take(Double.NaN);
        take(50);
        take(Double.NaN);
        take(Double.NaN);
        assertThat(conduct.complaint()).isEmpty();
        take(Double.NaN);
        assertThat(conduct.complaint().orElseThrow()).contains("failed 3 times in a row");
    }

    @Test
    void readingsThatItDoesNotKnowCountAgainstItWhileItIsNewAndAreToldLater() {
        for (int i = 0; i < LifeConduct.ON_PROBATION; i++) {
            take(50);
        }
        for (int i = 0; i <= LifeConduct.MOST_STRANGE; i++) {
            conduct.take(judged(50, 1, Prognosis.Health.OUT_OF_SPECIFICATION, 0));
        }
        assertThat(conduct.drift().orElseThrow()).contains("outside of what it was trained on");
        assertThat(conduct.complaint()).isEmpty();

        LifeConduct fresh = new LifeConduct("abc", Duration.ofNanos(DEADLINE));
        for (int i = 0; i <= LifeConduct.MOST_STRANGE; i++) {
            fresh.take(judged(50, 1, Prognosis.Health.OUT_OF_SPECIFICATION, 0));
        }
        assertThat(fresh.complaint()).isPresent();
    }
}
