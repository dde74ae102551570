package org.millwright.edge.inference;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;

/**
 * How a remaining-life model conducts itself: whether it gives numbers, is in time, agrees with itself from one estimate to the
 * next, and still knows the readings that it is shown. NOT thread safe.
 */
final class LifeConduct implements Conduct<JudgedLife> {

    /** In a row, over all machines. */
    static final int MOST_FAILURES = 3;

    /** How many estimates are looked at, and how many of them may be late, or may contradict the one before. */
    static final int WINDOW = 100;

    static final int MOST_LATE = 10;
    static final int MOST_JUMPS = 10;

    /** Of the window. Fewer may be a machine that is used in a new way; half of them are another machine than it learned. */
    static final int MOST_STRANGE = 50;

    /** For so many estimates after it was promoted, readings that it does not know count against it. */
    static final int ON_PROBATION = 2_000;

    /** Without an interval, an estimate contradicts the one before if it moved by more than this share of it. */
    private static final double JUMP = 0.5;

    private final String hash;
    private final Duration deadline;
    private final Recent late = new Recent(WINDOW);
    private final Recent jumps = new Recent(WINDOW);
    private final Recent strange = new Recent(WINDOW);
    private final Map<Machine, JudgedLife> last = new HashMap<>();
    private int failures;
    private long estimates;

    LifeConduct(String hash, Duration deadline) {
        this.hash = hash;
        this.deadline = deadline;
    }

    @Override
    public boolean isOf(String model) {
        return hash.equals(model);
    }

    @Override
    public void take(JudgedLife judged) {
        Prognosis prognosis = judged.prognosis();
        failures = judged.failed() ? failures + 1 : 0;
        late.add(judged.tookNanos() > deadline.toNanos());
        if (Double.isNaN(prognosis.remainingLife())) {
            return;
        }
        estimates++;
        strange.add(prognosis.health() == Prognosis.Health.OUT_OF_SPECIFICATION);
        JudgedLife before = last.put(prognosis.machine(), judged);
        jumps.add(
                before != null && before.restarts() == judged.restarts() && contradicts(before.prognosis(), prognosis));
    }

    /** The interval is the model's own word on where the truth lies; the next estimate is what it takes for the truth. */
    private static boolean contradicts(Prognosis before, Prognosis now) {
        double life = now.remainingLife();
        return before.interval()
                .map(interval -> life < interval.low() || life > interval.high())
                .orElseGet(() -> Math.abs(life - before.remainingLife()) > JUMP * Math.max(1, before.remainingLife()));
    }

    @Override
    public Optional<String> complaint() {
        if (failures >= MOST_FAILURES) {
            return Optional.of("it failed " + failures + " times in a row");
        }
        if (late.count() > MOST_LATE) {
            return Optional.of(late.count() + " of its last " + WINDOW + " estimates took longer than "
                    + deadline.toMillis() + " ms");
        }
        if (jumps.count() > MOST_JUMPS) {
            return Optional.of(jumps.count() + " of its last " + WINDOW
                    + " estimates lie outside of the interval that it gave for the same machine just before");
        }
        return estimates <= ON_PROBATION ? drift() : Optional.empty();
    }

    @Override
    public Optional<String> drift() {
        return strange.count() > MOST_STRANGE
                ? Optional.of(strange.count() + " of its last " + WINDOW
                        + " estimates are of readings outside of what it was trained on")
                : Optional.empty();
    }

    @Override
    public double driftIndex() {
        return Double.NaN;
    }
}
