package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Optional;
import org.millwright.edge.signal.Verdict;
import org.millwright.vision.DriftReference;
import org.millwright.vision.DriftWatch;

/**
 * How a station's model conducts itself: whether it runs, is in time, and still knows the pictures it is shown. NOT
 * thread safe.
 */
final class PartConduct implements Conduct<Judged> {

    /** In a row. */
    static final int MOST_FAILURES = 3;

    /** Verdicts that are looked at for lateness, and how many of them may be late. */
    static final int WINDOW = 100;

    static final int MOST_LATE = 10;

    /** For so many parts after it was promoted, pictures that it does not know count against it, not against the line. */
    static final int ON_PROBATION = 2_000;

    private final String hash;
    private final Duration deadline;
    private final Optional<DriftWatch> drift;
    private final boolean[] late = new boolean[WINDOW];
    private int lateNow;
    private long parts;
    private int failures;
    private Optional<String> alarm = Optional.empty();

    PartConduct(String hash, Duration deadline, Optional<DriftReference> reference) {
        this.hash = hash;
        this.deadline = deadline;
        this.drift = reference.map(DriftWatch::new);
    }

    @Override
    public boolean isOf(String model) {
        return hash.equals(model);
    }

    @Override
    public void take(Judged judged) {
        Verdict verdict = judged.verdict();
        failures = judged.failed() ? failures + 1 : 0;
        int at = (int) (parts++ % WINDOW);
        lateNow -= late[at] ? 1 : 0;
        late[at] = verdict.decidedNanos() - verdict.receivedNanos() > deadline.toNanos();
        lateNow += late[at] ? 1 : 0;
        // A defect says nothing about how good pictures look.
        double score = verdict.result() == Verdict.Result.DEFECT ? Double.NaN : verdict.score();
        alarm = drift.flatMap(watch -> watch.accept(score, judged.inspection().brightness()));
    }

    @Override
    public Optional<String> drift() {
        return alarm;
    }

    @Override
    public double driftIndex() {
        return drift.map(DriftWatch::index).orElse(Double.NaN);
    }

    @Override
    public Optional<String> complaint() {
        if (failures >= MOST_FAILURES) {
            return Optional.of("it failed " + failures + " times in a row");
        }
        if (lateNow > MOST_LATE) {
            return Optional.of(
                    lateNow + " of its last " + WINDOW + " verdicts were later than " + deadline.toMillis() + " ms");
        }
        return parts <= ON_PROBATION ? alarm : Optional.empty();
    }
}
