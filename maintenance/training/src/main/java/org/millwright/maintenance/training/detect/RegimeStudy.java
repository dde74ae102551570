package org.millwright.maintenance.training.detect;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.detect.Finding;
import org.millwright.maintenance.detect.MachineDetector;
import org.millwright.maintenance.detect.MachineLearning;
import org.millwright.maintenance.detect.MachineNormal;
import org.millwright.maintenance.detect.RegimeFinding;
import org.millwright.maintenance.detect.RegimeSettings;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;

/**
 * What telling operating regimes apart is worth, on seeded machines of one, two and three recipes: learned from two days,
 * watched for seven days while well, then each of {@link Fault} for three and a half hours. Needs no data.
 */
public final class RegimeStudy implements Study {

    private static final DetectorSettings SETTINGS = DetectorSettings.every(Duration.ofSeconds(10));
    private static final long STEP = SETTINGS.step().toNanos();
    private static final int BEFORE = 600;
    private static final int FAULTY = 1_260;
    private static final int MOST_RECIPES = 3;
    private static final double WEEK = (double) Duration.ofDays(7).dividedBy(SETTINGS.step());

    private final int learnFrom;
    private final int well;
    private final int mostRecipes;

    public RegimeStudy() {
        this(Duration.ofDays(2), Duration.ofDays(7), MOST_RECIPES);
    }

    RegimeStudy(Duration learn, Duration well, int mostRecipes) {
        this.learnFrom = (int) learn.dividedBy(SETTINGS.step());
        this.well = (int) well.dividedBy(SETTINGS.step());
        this.mostRecipes = mostRecipes;
    }

    /** What goes wrong, in deviations of the recipe that runs. */
    private enum Fault {
        SENSOR_OFFSET,
        SENSOR_DRIFT,
        SENSOR_STUCK,
        THROTTLED,
        BEARING;

        private double[] to(double[] row, RegimeMachine machine, int age, double[] held) {
            double[] sick = row.clone();
            switch (this) {
                case SENSOR_OFFSET -> sick[RegimeMachine.PRESSURE] -= machine.deviations(RegimeMachine.PRESSURE, 2);
                case SENSOR_DRIFT ->
                    sick[RegimeMachine.CURRENT] += machine.deviations(RegimeMachine.CURRENT, 2.5 * age / FAULTY);
                case SENSOR_STUCK -> sick[RegimeMachine.FLOW] = held[RegimeMachine.FLOW];
                case THROTTLED -> {
                    sick[RegimeMachine.FLOW] -= machine.deviations(RegimeMachine.FLOW, 1);
                    sick[RegimeMachine.CURRENT] += machine.deviations(RegimeMachine.CURRENT, 1);
                }
                case BEARING ->
                    sick[RegimeMachine.VIBRATION] += machine.deviations(RegimeMachine.VIBRATION, 2.0 * age / FAULTY);
            }
            return sick;
        }
    }

    /** What a machine is learned with. */
    private record Way(String name, boolean speeds, RegimeSettings regimes) {

        double[] row(double[] row) {
            return speeds ? row : RegimeMachine.withoutSpeeds(row);
        }

        List<String> signals() {
            return speeds ? RegimeMachine.SIGNALS : RegimeMachine.withoutSpeeds();
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way("one normal for all", true, RegimeSettings.one()),
            new Way("regimes by the setpoint", true, RegimeSettings.by(List.of("setpoint"))),
            new Way("regimes found", true, RegimeSettings.found()),
            new Way("regimes found, speeds not measured", false, RegimeSettings.found()));

    /** What became of one machine. */
    private record Result(
            int told, double alarms, double judgedPercent, double found, double unseenAlarms, double unseenSaid) {}

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public void run(Path data, int seeds, PrintWriter print) {
        print.println("recipes  way                                 regimes told  alarms a week  rows judged %  faults"
                + " found %  new recipe: unknown %  alarm %");
        for (int recipes = 1; recipes <= mostRecipes; recipes++) {
            for (Way way : WAYS) {
                List<Result> results = new ArrayList<>();
                for (long seed = 1; seed <= seeds; seed++) {
                    results.add(machine(way, recipes, seed));
                }
                row(recipes, way, results, print);
            }
        }
    }

    private static void row(int recipes, Way way, List<Result> results, PrintWriter print) {
        print.println(String.format(
                Locale.ROOT,
                "%7d  %-35s %12s  %13s  %13s  %14s  %21s  %7s",
                recipes,
                way.name(),
                Arrays.toString(results.stream()
                        .mapToInt(Result::told)
                        .distinct()
                        .sorted()
                        .toArray()),
                shown(results, 1),
                shown(results, 2),
                shown(results, 3),
                shown(results, 5),
                shown(results, 4)));
        print.flush();
    }

    private static String shown(List<Result> results, int figure) {
        return Spread.of(results, result -> switch (figure) {
                    case 1 -> result.alarms();
                    case 2 -> result.judgedPercent();
                    case 3 -> result.found();
                    case 4 -> result.unseenAlarms();
                    default -> result.unseenSaid();
                })
                .replaceAll("(\\.\\d)\\d\\d", "$1");
    }

    private Result machine(Way way, int recipes, long seed) {
        RegimeMachine machine = new RegimeMachine(seed, recipes);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < learnFrom; i++) {
            rows.add(way.row(machine.row()));
        }
        MachineNormal normal = switch (MachineNormal.learn(way.signals(), rows, SETTINGS, way.regimes())) {
            case MachineLearning.Learned(MachineNormal learned) -> learned;
            case MachineLearning.NotEnough(String reason) ->
                throw new CannotTrain(recipes + " recipes, seed " + seed + ", " + way.name() + ": " + reason);
        };
        MachineDetector detector = new MachineDetector(normal);
        boolean[] alarms = new boolean[well];
        int judged = 0;
        for (int i = 0; i < well; i++) {
            Finding finding =
                    detector.accept((i + 1L) * STEP, way.row(machine.row())).finding();
            alarms[i] = finding instanceof Finding.Anomalous;
            judged += finding instanceof Finding.Uncertain ? 0 : 1;
        }
        int found = 0;
        for (Fault fault : Fault.values()) {
            found += isFound(fault, way, normal, machine) ? 1 : 0;
        }
        double[] unseen = unseen(way, normal, machine, recipes);
        return new Result(
                normal.count(),
                Episodes.of(alarms).size() * WEEK / well,
                100.0 * judged / well,
                100.0 * found / Fault.values().length,
                unseen[0],
                unseen[1]);
    }

    /** By an alarm that begins with the fault or after it. */
    private static boolean isFound(Fault fault, Way way, MachineNormal normal, RegimeMachine machine) {
        MachineDetector detector = new MachineDetector(normal);
        double[] held = machine.row();
        boolean before = false;
        for (int i = 1; i <= BEFORE + FAULTY; i++) {
            double[] row = machine.row();
            if (i <= BEFORE) {
                held = row;
            } else {
                row = fault.to(row, machine, i - BEFORE, held);
            }
            boolean alarm = detector.accept(i * STEP, way.row(row)).finding() instanceof Finding.Anomalous;
            if (alarm && !before && i > BEFORE) {
                return true;
            }
            before = alarm;
        }
        return false;
    }

    /** A recipe that was never learned: percent of the rows with an alarm, and percent that is said to be unknown. */
    private static double[] unseen(Way way, MachineNormal normal, RegimeMachine machine, int recipe) {
        MachineDetector detector = new MachineDetector(normal);
        int alarms = 0;
        int unknown = 0;
        for (int i = 1; i <= BEFORE + FAULTY; i++) {
            double[] row = i <= BEFORE ? machine.row() : machine.row(recipe);
            RegimeFinding finding = detector.accept(i * STEP, way.row(row));
            if (i > BEFORE) {
                alarms += finding.finding() instanceof Finding.Anomalous ? 1 : 0;
                unknown += finding.finding() instanceof Finding.Uncertain ? 1 : 0;
            }
        }
        return new double[] {100.0 * alarms / FAULTY, 100.0 * unknown / FAULTY};
    }
}
