package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Machine;

/** Models that judge pictures of parts. */
record PartTrade(Machine station, Duration deadline, Intake intake, InstantSource clock)
        implements Trade<PartInspector, Judged> {

    @Override
    public Conduct<Judged> conduct(Judged first) {
        return new PartConduct(first.model(), deadline, first.drift());
    }

    @Override
    public Conduct<Judged> unknown() {
        return new PartConduct("", deadline, Optional.empty());
    }

    @Override
    public Trial<Judged> tryOut(PartInspector candidate) {
        return new PartTrial(station, candidate, intake, clock);
    }

    @Override
    public void ended() {}

    @Override
    public Comparison noTrial() {
        return Comparison.OfParts.NONE;
    }

    @Override
    public String driftOver() {
        return "the pictures are those of the training again";
    }
}
