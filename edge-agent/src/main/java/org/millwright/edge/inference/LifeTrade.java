package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Reading;

/**
 * Models that estimate lives. One that is loaded goes on with what the one on trial or the live one has seen of the machines:
 * hours of readings would otherwise be missing after every change, or restart of the agent. NOT thread safe: on the loop's thread.
 */
final class LifeTrade implements Trade<LifeModel, JudgedLife>, Seat.Opener<LifeModel> {

    private final List<MachineInputs> machines;
    private final Duration deadline;
    private final Intake intake;
    private final InstantSource clock;
    private final LifeMemory memory;
    private final LatestReadings latest = new LatestReadings();
    private Optional<LifeModel> live = Optional.empty();
    private Optional<LifeTrial> trial = Optional.empty();

    LifeTrade(List<MachineInputs> machines, Duration deadline, LifeMemory memory, Intake intake, InstantSource clock) {
        this.memory = memory;
        this.machines = List.copyOf(machines);
        this.deadline = deadline;
        this.intake = intake;
        this.clock = clock;
    }

    /** Which model runs from now on. */
    void runs(LifeModel model) {
        live = Optional.of(model);
    }

    void accept(Reading reading) {
        latest.accept(reading);
        trial.ifPresent(running -> running.accept(reading));
    }

    void loseStaleInputs() {
        trial.ifPresent(LifeTrial::loseStaleInputs);
    }

    @Override
    public LifeModel open(ModelStore store, String hash) {
        LifeModel opened = LifeModel.open(store, hash, machines, deadline, clock);
        Optional<LifeModel> seen = trial.map(LifeTrial::candidate)
                .filter(candidate -> candidate.hash().equals(hash))
                .or(() -> live);
        opened.takeOver(seen, memory, latest);
        return opened;
    }

    @Override
    public LifeModel none(String because) {
        return LifeModel.none(because, machines, deadline, clock);
    }

    @Override
    public Conduct<JudgedLife> conduct(JudgedLife first) {
        return new LifeConduct(first.model(), deadline);
    }

    @Override
    public Conduct<JudgedLife> unknown() {
        return new LifeConduct("", deadline);
    }

    @Override
    public Trial<JudgedLife> tryOut(LifeModel candidate) {
        LifeTrial begun = new LifeTrial(candidate, deadline, intake);
        trial = Optional.of(begun);
        return begun;
    }

    @Override
    public void ended() {
        trial = Optional.empty();
    }

    @Override
    public Comparison noTrial() {
        return Comparison.OfLives.NONE;
    }

    @Override
    public String driftOver() {
        return "the readings are those of the training again";
    }
}
