package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Learns a machine regime by regime, and how long it takes to settle after a change. */
final class MachineLearner {

    private static final int[] SETTLING_MEMORIES = {1, 2, 4, 8, 16};

    /** Share of the changes of regime after which learning itself may see an alarm. */
    private static final double MOST_DISTURBED = 0.05;

    /** Share of a regime's rows that may be given up for settling. */
    private static final double MOST_GIVEN_UP = 0.5;

    private final List<String> names;
    private final List<double[]> rows;
    private final DetectorSettings settings;
    private final RegimeSettings wanted;

    MachineLearner(List<String> names, List<double[]> rows, DetectorSettings settings, RegimeSettings wanted) {
        this.names = names;
        this.rows = rows;
        this.settings = settings;
        this.wanted = wanted;
    }

    MachineLearning learn() {
        if (rows.size() < settings.leastReadings()) {
            return whole();
        }
        Optional<OperatingRegimes> regimes = new RegimeFinder(names, rows, settings, wanted).find();
        if (regimes.isEmpty()) {
            return wanted.declared().isEmpty()
                    ? whole()
                    : new MachineLearning.NotEnough(
                            String.join(", ", wanted.declared()) + " told no regime: no reading was usable");
        }
        return each(regimes.get());
    }

    private MachineLearning whole() {
        return switch (NormalBehaviour.learn(names, rows, settings)) {
            case Learning.Learned(NormalBehaviour behaviour) ->
                new MachineLearning.Learned(MachineNormal.of(behaviour));
            case Learning.NotEnough(String reason) -> new MachineLearning.NotEnough(reason);
        };
    }

    /** The shortest settling after which what was learned is hardly ever disturbed by a change; else the least disturbed. */
    private MachineLearning each(OperatingRegimes regimes) {
        MachineLearning best = new MachineLearning.NotEnough("");
        double least = Double.POSITIVE_INFINITY;
        for (int memories : SETTLING_MEMORIES) {
            int settle = memories * settings.memory();
            if (memories > 1 && settled(regimes, settle) < MOST_GIVEN_UP * settled(regimes, 0)) {
                break;
            }
            MachineLearning outcome = each(regimes, settle);
            if (outcome instanceof MachineLearning.NotEnough && least < Double.POSITIVE_INFINITY) {
                break;
            }
            double disturbed = outcome instanceof MachineLearning.Learned(MachineNormal normal) ? disturbed(normal) : 1;
            if (disturbed < least) {
                best = outcome;
                least = disturbed;
            }
            if (disturbed <= MOST_DISTURBED) {
                break;
            }
        }
        return best;
    }

    private long settled(OperatingRegimes regimes, int settle) {
        RegimeWalk walk = new RegimeWalk(regimes);
        return rows.stream()
                .filter(row -> walk.accept(row) && walk.current() >= 0 && walk.since() >= settle)
                .count();
    }

    private MachineLearning each(OperatingRegimes regimes, int settle) {
        List<List<double[]>> byRegime = Stream.<List<double[]>>generate(ArrayList::new)
                .limit(regimes.count())
                .toList();
        RegimeWalk walk = new RegimeWalk(regimes);
        for (double[] row : rows) {
            if (walk.accept(row) && walk.current() >= 0 && walk.since() >= settle) {
                byRegime.get(walk.current()).add(row);
            }
        }
        List<Learning> behaviours = byRegime.stream()
                .map(its -> NormalBehaviour.learn(names, its, settings))
                .toList();
        if (behaviours.stream().noneMatch(Learning.Learned.class::isInstance)) {
            return new MachineLearning.NotEnough("no regime can be judged: " + regimes.inWords() + "; the first: "
                    + ((Learning.NotEnough) behaviours.getFirst()).reason());
        }
        return new MachineLearning.Learned(new MachineNormal(
                names, settings, Optional.of(regimes), !wanted.declared().isEmpty(), settle, behaviours));
    }

    /** Share of the visits to a regime in which what was learned raises an alarm over what it was learned from. */
    private double disturbed(MachineNormal normal) {
        MachineDetector replay = new MachineDetector(normal);
        long nanos = 0;
        int before = 0;
        int visits = 0;
        int disturbed = 0;
        boolean alarmed = false;
        for (double[] row : rows) {
            nanos += settings.step().toNanos();
            RegimeFinding finding = replay.accept(nanos, row);
            if (finding.regime() != before) {
                before = finding.regime();
                visits += before > 0 ? 1 : 0;
                alarmed = false;
            }
            if (finding.finding() instanceof Finding.Anomalous && !alarmed) {
                alarmed = true;
                disturbed++;
            }
        }
        return visits == 0 ? 0 : (double) disturbed / visits;
    }
}
