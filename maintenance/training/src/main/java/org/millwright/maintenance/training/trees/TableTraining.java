package org.millwright.maintenance.training.trees;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.report.Page;
import org.millwright.hardware.training.report.ProgressBar;
import org.millwright.maintenance.diagnosis.Question;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.table.Table;

/**
 * Trains trees on a plant's own table and says how well they do on rows that they have not seen: five folds, then a bundle
 * from all rows.
 *
 * @param target the column to learn: text, or up to {@value #MOST_CLASSES} whole numbers, is which mode; other numbers are how
 *     much
 * @param group the column whose rows must not be parted between training and test, such as the machine
 * @param ignored columns that must not be inputs, such as what is known only afterwards
 */
public record TableTraining(Table table, String target, Optional<String> group, Set<String> ignored) {

    private static final int MOST_CLASSES = 10;
    private static final int FOLDS = 5;

    /** Lies beside the bundle's files, for people; no gateway gets it. */
    static final String REPORT = "report.html";

    private static final int LEAST_ROWS = 50;

    /** Prints what it found and how well it does; writes the bundle. */
    public ModelBundle write(long seed, Path out, PrintWriter print) throws IOException {
        Set<String> excluded = new HashSet<>(ignored);
        excluded.add(target);
        group.ifPresent(excluded::add);
        List<Integer> rows = rowsWithTarget();
        TableColumns columns = TableColumns.of(table, excluded, rows);
        Question question = question(rows);
        LabelledRecords records = records(columns, question, rows);
        print.printf(
                Locale.ROOT,
                "%s: %d rows, %d without %s left out; learns %s from %d columns%n",
                table.source(),
                table.rows().size(),
                table.rows().size() - rows.size(),
                target,
                switch (question) {
                    case Question.OneMode one -> "which of " + one.modes();
                    case Question.AnyModes any -> "which of " + any.modes();
                    case Question.HowMuch much -> "how much";
                },
                columns.inputs().size());
        columns.left().forEach(left -> print.println("  left out: " + left));
        if (group.isEmpty()) {
            print.println("  without --group, neighbouring rows are on both sides of training and test: where they are"
                    + " alike, such as one machine's, unseen ones will do worse than told here");
        }
        DiagnosisTraining training = new DiagnosisTraining(
                "table",
                columns.inputs(),
                List.of(),
                question,
                TreeRecipe.USUAL.of(records.size()),
                DiagnosisTraining.USUAL_MARGIN);
        ProgressBar bar = ProgressBar.on(print);
        TableScores scores = score(training, records, seed, bar);
        bar.line("five folds, seed " + seed + ":");
        scores.print(print);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data-sha256", table.fingerprint());
        facts.put("target", target);
        facts.put("group", group.orElse(""));
        facts.putAll(scores.facts());
        print.println("the report is " + out.resolve(REPORT));
        return training.write(records, seed, facts, Map.of(REPORT, report(columns, records, scores, seed)), out);
    }

    private byte[] report(TableColumns columns, LabelledRecords records, TableScores scores, long seed) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("Data", table.source() + ", SHA-256 " + table.fingerprint());
        said.put("Learns", target);
        said.put(
                "Rows",
                records.values().size() + " of " + table.rows().size() + ", from "
                        + columns.inputs().size() + " columns");
        said.put("Rows kept together", group.map(name -> "by " + name).orElse("none"));
        said.put("Unseen rows", FOLDS + " folds; the bundle itself is from all rows");
        TreeRecipe.USUAL.facts().forEach((name, value) -> said.put(name, String.valueOf(value)));
        said.put("Seed", Long.toString(seed));
        columns.left().forEach(left -> said.put("Left out: " + left, ""));
        Page page = new Page("Training on " + target, said);
        Map<String, String> figures = new LinkedHashMap<>();
        scores.facts().forEach((name, value) -> figures.put(name, String.valueOf(value)));
        page.heading("Unseen rows").facts(figures);
        scores.report(page);
        return page.bytes();
    }

    private static TableScores score(
            DiagnosisTraining training, LabelledRecords records, long seed, Fit.Watcher watcher) throws IOException {
        TableScores scores = TableScores.of(training.question());
        Folds folds = folds(training, records, seed);
        for (int fold = 0; fold < FOLDS; fold++) {
            watcher.step(fold + 1, FOLDS, (double) fold / FOLDS);
            LabelledRecords train = records.picked(folds.train(fold));
            // An input that only rows of the test part have, such as one machine's sensor, is none of this fold's.
            List<Integer> known = train.inputsWithValues();
            if (known.isEmpty()) {
                throw new CannotTrain("fold " + (fold + 1) + " of " + FOLDS
                        + " has no value of any input to learn from; fill the table, or group it otherwise");
            }
            try (TrainedBundle bundle =
                    TrainedBundle.of(training.withInputs(known), train.withInputs(known), seed, Map.of())) {
                for (int i : folds.test(fold)) {
                    double[] values = LabelledRecords.picked(records.values().get(i), known);
                    scores.add(records.targets().get(i)[0], bundle.model().diagnose(values));
                }
            }
        }
        return scores;
    }

    private static Folds folds(DiagnosisTraining training, LabelledRecords records, long seed) {
        try {
            return records.folds(training.question(), FOLDS, seed);
        } catch (IllegalArgumentException e) {
            throw new CannotTrain("--group: " + e.getMessage() + " (" + FOLDS + " are needed)", e);
        }
    }

    private List<Integer> rowsWithTarget() {
        int column = table.column(target);
        List<Integer> rows = IntStream.range(0, table.rows().size())
                .filter(row -> !table.isMissing(row, column))
                .boxed()
                .toList();
        if (rows.size() < LEAST_ROWS) {
            throw new CannotTrain(table.source() + " has " + rows.size() + " rows with a value in " + target
                    + "; at least " + LEAST_ROWS + " are needed");
        }
        return rows;
    }

    private Question question(List<Integer> rows) {
        int column = table.column(target);
        Set<String> different = new TreeSet<>();
        rows.forEach(row -> different.add(table.text(row, column).trim()));
        boolean numeric = TableColumns.isNumeric(table, column, rows);
        boolean whole = numeric
                && rows.stream().allMatch(row -> table.number(row, column) == Math.rint(table.number(row, column)));
        if (numeric && (!whole || different.size() > MOST_CLASSES)) {
            return new Question.HowMuch(target, "");
        }
        if (different.size() < 2 || different.size() > rows.size() / FOLDS) {
            throw new CannotTrain(target + " has " + different.size() + " different values in " + rows.size()
                    + " rows; to be learnt as modes there must be 2 at least, each in several rows");
        }
        return new Question.OneMode(List.copyOf(different), 0);
    }

    private LabelledRecords records(TableColumns columns, Question question, List<Integer> rows) {
        int column = table.column(target);
        List<double[]> values = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int row : rows) {
            values.add(columns.values(table, row));
            targets.add(new float[] {
                switch (question) {
                    case Question.OneMode one ->
                        one.modes().indexOf(table.text(row, column).trim());
                    case Question.AnyModes any -> throw new IllegalStateException("a table has one target");
                    case Question.HowMuch much -> (float) table.number(row, column);
                }
            });
            int at = row;
            groups.add(group.map(name -> table.text(at, table.column(name))).orElse(Integer.toString(row)));
        }
        return new LabelledRecords(values, targets, groups);
    }
}
