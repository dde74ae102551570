package org.millwright.maintenance.training.trees;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.training.study.Spread;
import org.millwright.maintenance.training.study.Study;

/**
 * UCI robot execution failures: five learning problems of 47 to 164 records of force and torque. Ten-fold stratified, so that
 * every record is tested once for each seed; beside it the nearest neighbour in the raw samples and the commonest class.
 *
 * <p>Source: Seabra Lopes and Camarinha-Matos, Feature Transformation Strategies for a Robot Learning Problem, 1998.
 */
public final class RobotStudy implements Study {

    private static final int FOLDS = 10;
    private static final int PROBLEMS = 5;

    /** Stated beforehand: shallow trees that each see half of the many features, since records are few. */
    private static final TreeRecipe RECIPE = new TreeRecipe(200, 3, 0.1, 1, 1, 0.5, true);

    /** A collision's force has no natural bound, so nothing is refused for being outside of what was trained. */
    private static final double RANGE_MARGIN = 1_000;

    @Override
    public void run(Path data, int seeds, PrintWriter print) throws IOException {
        print.printf(
                Locale.ROOT, "accuracy, %d folds by class, mean and standard deviation over %d seeds%n", FOLDS, seeds);
        print.println("       records   classes   commonest   nearest neighbour         trees");
        for (int problem = 1; problem <= PROBLEMS; problem++) {
            String name = "lp" + problem;
            List<RobotRecord> records = RobotRecord.read(data.resolve(name + ".data"));
            List<String> classes =
                    records.stream().map(RobotRecord::label).distinct().sorted().toList();
            List<double[]> scores = new ArrayList<>();
            for (long seed = 1; seed <= seeds; seed++) {
                scores.add(scores(name, records, classes, seed));
            }
            Spread neighbour = Spread.of(scores, score -> score[0]);
            Spread trees = Spread.of(scores, score -> score[1]);
            print.printf(
                    Locale.ROOT,
                    "%s %11d   %7d   %9.3f   %.3f ± %.3f       %.3f ± %.3f%n",
                    name,
                    records.size(),
                    classes.size(),
                    commonest(records, classes),
                    neighbour.mean(),
                    neighbour.deviation(),
                    trees.mean(),
                    trees.deviation());
            print.flush();
        }
    }

    private static double commonest(List<RobotRecord> records, List<String> classes) {
        return classes.stream()
                        .mapToLong(one -> records.stream()
                                .filter(record -> record.label().equals(one))
                                .count())
                        .max()
                        .orElseThrow()
                / (double) records.size();
    }

    /** Share of right answers: of the nearest neighbour, of the trees. */
    private static double[] scores(String name, List<RobotRecord> records, List<String> classes, long seed)
            throws IOException {
        LabelledRecords labelled = LabelledRecords.apart(
                records.stream().map(RobotRecord::features).toList(),
                records.stream()
                        .map(record -> new float[] {classes.indexOf(record.label())})
                        .toList());
        DiagnosisTraining training = training(name, classes);
        Folds folds = labelled.folds(training.question(), FOLDS, seed);
        int byNeighbour = 0;
        int byTrees = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Integer> train = folds.train(fold);
            List<RobotRecord> known = train.stream().map(records::get).toList();
            try (TrainedBundle bundle = TrainedBundle.of(training, labelled.picked(train), seed, Map.of())) {
                for (int i : folds.test(fold)) {
                    RobotRecord record = records.get(i);
                    byNeighbour += record.nearest(known).label().equals(record.label()) ? 1 : 0;
                    byTrees += named(bundle.model(), record).equals(record.label()) ? 1 : 0;
                }
            }
        }
        return new double[] {byNeighbour / (double) records.size(), byTrees / (double) records.size()};
    }

    private static String named(DiagnosisModel model, RobotRecord record) {
        return switch (model.diagnose(record.features())) {
            case Diagnosis.Modes modes -> modes.ranked().getFirst().mode();
            case Diagnosis.Uncertain uncertain -> "";
            case Diagnosis.Quantity quantity ->
                throw new IllegalArgumentException("asked for modes, answered " + quantity);
        };
    }

    private static DiagnosisTraining training(String name, List<String> classes) {
        List<MeasuredInput> inputs = IntStream.range(0, RobotRecord.FEATURES.size())
                .mapToObj(i -> new MeasuredInput(RobotRecord.FEATURES.get(i), "", 0, 0, false, List.of()))
                .toList();
        return new DiagnosisTraining(name, inputs, List.of(), new Question.OneMode(classes, 0), RECIPE, RANGE_MARGIN);
    }
}
