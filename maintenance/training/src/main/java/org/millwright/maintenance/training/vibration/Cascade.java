package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.List;
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
        List<Example> faulty = training.stream()
                .filter(example -> example.condition() != Condition.NORMAL)
                .toList();
        FloorShape shape = FloorShape.fit(faulty, floors);
        double[] silence = silence(faulty);
        List<Condition> answers = new ArrayList<>();
        for (Waveform waveform : unseen) {
            answers.add(condition(waveform, reference, shape, silence));
        }
        return answers;
    }

    private Condition condition(
            Waveform waveform, HealthyReference reference, FloorShape shape, double[] silence) {
        if (findings.apply(waveform) instanceof BearingFinding.Fault fault) {
            return Condition.of(fault.kind());
        }
        if (reference.rises(waveform).isEmpty()) {
            return Condition.NORMAL;
        }
        double[] probabilities = shape.probabilities(waveform);
        Condition best = Condition.BALL;
        double highest = 0;
        for (Condition condition : Condition.values()) {
            double weight = condition == Condition.NORMAL
                    ? 0
                    : probabilities[condition.ordinal()] * silence[condition.ordinal()];
            if (weight > highest) {
                highest = weight;
                best = condition;
            }
        }
        return best;
    }

    /**
     * How likely a fault of each kind is to show no frequency, by the training windows. Windows of one recording are much
     * alike, so each recording counts as one, and two more are thought up, of which one is silent.
     */
    private double[] silence(List<Example> faulty) {
        double[] silent = new double[Condition.values().length];
        for (Condition condition : Condition.values()) {
            List<Example> of = faulty.stream()
                    .filter(example -> example.condition() == condition)
                    .toList();
            long recordings = of.stream().map(Example::recording).distinct().count();
            long quiet = of.stream()
                    .filter(example -> !(findings.apply(example.waveform()) instanceof BearingFinding.Fault))
                    .count();
            double share = of.isEmpty() ? 0 : (double) quiet / of.size();
            silent[condition.ordinal()] = (share * recordings + 1) / (recordings + 2);
        }
        return silent;
    }
}
