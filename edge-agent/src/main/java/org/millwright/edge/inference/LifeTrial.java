package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowPrognosis;

/**
 * A model that estimates the same lives as the one that decides, from the same readings, once that one has spoken. NOT thread
 * safe.
 */
final class LifeTrial implements Trial<JudgedLife> {

    private final LifeModel candidate;
    private final Duration deadline;
    private final Intake intake;
    private final Recent lately = new Recent(LifeConduct.WINDOW);
    private long asked;
    private long compared;
    private long outside;
    private long errors;
    private long late;
    private double differences;
    private String lifeUnit = "";
    private int failures;

    LifeTrial(LifeModel candidate, Duration deadline, Intake intake) {
        this.candidate = candidate;
        this.deadline = deadline;
        this.intake = intake;
    }

    LifeModel candidate() {
        return candidate;
    }

    @Override
    public String hash() {
        return candidate.hash();
    }

    void accept(Reading reading) {
        candidate.accept(reading);
    }

    void loseStaleInputs() {
        candidate.machines().forEach(WatchedMachine::loseStaleInputs);
    }

    /** Of the same machine up to the same moment. */
    @Override
    public String judge(JudgedLife live) throws InterruptedException {
        Optional<JudgedLife> answer = candidate.advance(live.prognosis().machine(), live.nowNanos());
        if (answer.isEmpty()) {
            return "";
        }
        JudgedLife judged = answer.get();
        asked++;
        boolean slow = judged.tookNanos() > deadline.toNanos();
        late += slow ? 1 : 0;
        lately.add(slow);
        errors += judged.failed() ? 1 : 0;
        failures = judged.failed() ? failures + 1 : 0;
        compare(new ShadowPrognosis(judged.prognosis(), live.prognosis()));
        if (failures >= LifeConduct.MOST_FAILURES) {
            return "on trial it failed " + failures + " times in a row: "
                    + judged.prognosis().reason();
        }
        return lately.count() > LifeConduct.MOST_LATE
                ? "on trial " + lately.count() + " of its last " + LifeConduct.WINDOW + " estimates took longer than "
                        + deadline.toMillis() + " ms"
                : "";
    }

    private void compare(ShadowPrognosis both) throws InterruptedException {
        Prognosis shadow = both.shadow();
        if (Double.isFinite(both.difference())) {
            compared++;
            differences += both.difference();
            outside += both.agrees() ? 0 : 1;
            lifeUnit = shadow.lifeUnit();
        }
        intake.keep(both);
    }

    @Override
    public Comparison comparison() {
        return new Comparison.OfLives(
                asked,
                compared,
                compared == 0 ? Double.NaN : differences / compared,
                compared == 0 ? Double.NaN : (double) outside / compared,
                errors,
                late,
                lifeUnit);
    }

    @Override
    public void close() {
        candidate.close();
    }
}
