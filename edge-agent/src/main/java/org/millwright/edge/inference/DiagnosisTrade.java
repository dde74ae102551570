package org.millwright.edge.inference;

import java.time.InstantSource;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;

/**
 * Models that diagnose. One that is loaded begins with what was read last: a source that reports by exception may never repeat
 * it. NOT thread safe: on the loop's thread.
 */
final class DiagnosisTrade implements Trade<DiagnosingModel, JudgedDiagnosis>, Seat.Opener<DiagnosingModel> {

    private final DiagnosisLoop.Place place;
    private final Intake intake;
    private final InstantSource clock;
    private final BelievedReadings latest = new BelievedReadings();
    private Optional<DiagnosisTrial> trial = Optional.empty();

    DiagnosisTrade(DiagnosisLoop.Place place, Intake intake, InstantSource clock) {
        this.place = place;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Hands a reading to the model that decides, to the one on trial and to those that come later. What is ahead of its
     * source's clock goes to none: one that knows little of the clock would believe it, and be deaf until then.
     *
     * @return why it counts nowhere, or empty
     */
    Optional<LeftOut> accept(Reading reading, DiagnosingModel live) {
        if (!latest.believes(reading)) {
            return LeftOut.ONE_AHEAD;
        }
        Optional<LeftOut> left = live.accept(reading);
        if (!left.equals(LeftOut.ONE_AHEAD)) {
            latest.keep(reading);
            trial.ifPresent(running -> running.accept(reading));
        }
        return left;
    }

    /** The live model has nothing to say of this machine now; the one on trial may have. */
    void unanswered(Machine machine, long nowNanos) {
        trial.ifPresent(running -> running.advance(machine, nowNanos));
    }

    @Override
    public DiagnosingModel open(ModelStore store, String hash) {
        return DiagnosingModel.open(store, hash, place, latest, clock);
    }

    @Override
    public DiagnosingModel none(String because) {
        return DiagnosingModel.none(because, place, clock);
    }

    @Override
    public Conduct<JudgedDiagnosis> conduct(JudgedDiagnosis first) {
        return new DiagnosisConduct(first.model());
    }

    @Override
    public Conduct<JudgedDiagnosis> unknown() {
        return new DiagnosisConduct("");
    }

    @Override
    public Trial<JudgedDiagnosis> tryOut(DiagnosingModel candidate) {
        DiagnosisTrial begun = new DiagnosisTrial(candidate, intake);
        trial = Optional.of(begun);
        return begun;
    }

    @Override
    public void ended() {
        trial = Optional.empty();
    }

    @Override
    public Comparison noTrial() {
        return Comparison.OfDiagnoses.NONE;
    }

    @Override
    public String driftOver() {
        return "the readings are those of the training again";
    }
}
