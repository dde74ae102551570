package org.millwright.maintenance.training.vibration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.millwright.maintenance.vibration.BearingExamination;
import org.millwright.maintenance.vibration.BearingFinding;
import org.millwright.maintenance.vibration.BearingOrders;
import org.millwright.maintenance.vibration.HealthyReference;
import org.millwright.maintenance.vibration.Waveform;

/**
 * Physics first, after ISO 13374's order: a frequency of the bearing that stands out names the fault (nothing trained); else
 * a floor no louder than the healthy reference's means normal; else the floor's shape decides.
 */
final class Cascade implements Method {

    /**
     * Faults that may show no frequency: one on the outer race away from the load, one on a ball that turns it away from
     * the races. One on the inner race passes through the load in every turn of the shaft.
     */
    static final Set<Condition> SILENT = EnumSet.of(Condition.OUTER_RACE, Condition.BALL);

    private final Function<Waveform, BearingFinding> findings;
    private final Function<Waveform, double[]> floors;

    Cascade(BearingOrders orders) {
        BearingExamination examination = new BearingExamination(orders);
        this.findings = Method.remembering(examination::examine);
        this.floors = Method.remembering(HealthyReference::floor);
    }

    @Override
    public String name() {
        return "ours";
    }

    /** What the gateway says of the window by itself. */
    BearingFinding finding(Waveform waveform) {
        return findings.apply(waveform);
    }

    /** Nothing here is random: the seed is not used. */
    @Override
    public List<Condition> classify(List<Example> training, List<Waveform> unseen, long seed) {
        HealthyReference reference = HealthyReference.of(training.stream()
                .filter(example -> example.condition() == Condition.NORMAL)
                .map(Example::waveform)
                .toList());
        FloorShape shape = FloorShape.fit(
                training.stream()
                        .filter(example -> SILENT.contains(example.condition()))
                        .toList(),
                floors);
        return unseen.stream()
                .map(waveform -> condition(waveform, reference, shape))
                .toList();
    }

    private Condition condition(Waveform waveform, HealthyReference reference, FloorShape shape) {
        if (findings.apply(waveform) instanceof BearingFinding.Fault fault) {
            return Condition.of(fault.kind());
        }
        if (reference.rises(waveform).isEmpty()) {
            return Condition.NORMAL;
        }
        double[] probabilities = shape.probabilities(waveform);
        return probabilities[Condition.BALL.index()] > probabilities[Condition.OUTER_RACE.index()]
                ? Condition.BALL
                : Condition.OUTER_RACE;
    }
}
