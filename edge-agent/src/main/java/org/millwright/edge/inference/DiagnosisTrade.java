package org.millwright.edge.inference;

import java.time.InstantSource;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Reading;

/**
 * Models that diagnose. One that is loaded begins with what was read last: a source that reports by exception may never repeat
 * it. NOT thread safe: on the loop's thread.
 */
final class DiagnosisTrade implements Trade<DiagnosingModel, JudgedDiagnosis>, Seat.Opener<DiagnosingModel> {

    private final DiagnosisLoop.Place place;
    private final Intake intake;
    private final InstantSource clock;
    private final LatestReadings latest = new LatestReadings();
    private Optional<DiagnosisTrial> trial = Optional.empty();

    DiagnosisTrade(DiagnosisLoop.Place place, Intake intake, InstantSource clock) {
        this.place = place;
        this.intake = intake;
        this.clock = clock;
    }

    void accept(Reading reading) {
        latest.accept(reading);
        trial.ifPresent(running -> running.accept(reading));
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
