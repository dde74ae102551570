package org.millwright.maintenance.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.report.ProgressBar;
import org.millwright.maintenance.training.study.CannotTrain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one remaining-life network, or trees on a plant's own table, and writes the bundle. */
@Command(
        name = "train-maintenance",
        description =
                "Train a remaining-life network (--set), or trees on a table of yours (--target), and write the bundle.",
        mixinStandardHelpOptions = true)
public final class TrainMaintenance implements Callable<Integer> {

    @Mixin
    private SetOptions set = new SetOptions();

    @Mixin
    private TableOptions table = new TableOptions();

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same network (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", required = true, description = "The bundle's folder; a bundle that is there is replaced.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new TrainMaintenance()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> refusal = BundleWriter.refusal(out);
        if (refusal.isPresent()) {
            throw new CannotTrain("--out=" + refusal.get());
        }
        if (table.given()) {
            Commands.refuse(spec, " has no meaning with --target or --query; leave it out", "--set", "--subset");
            table.check(spec);
            PrintWriter print = spec.commandLine().getOut();
            table.train(set.dataIfGiven(), seed, out, print);
            print.flush();
            return CommandLine.ExitCode.OK;
        }
        Commands.refuse(
                spec,
                " is about a table, which --target says what to learn from; give it, or leave this out",
                "--group",
                "--ignore",
                "--url",
                "--store",
                "--database");
        List<String> parts = set.subsets(false);
        if (parts.size() > 1) {
            throw new CannotTrain("a bundle is of one subset; name it: --subset " + parts.getFirst());
        }
        LifeRecipe recipe = set.recipe(parts.getFirst());
        DataSet data = set.read(parts.getFirst(), recipe.inputs());
        long start = System.nanoTime();
        PrintWriter print = spec.commandLine().getOut();
        ProgressBar bar = ProgressBar.on(print);
        ModelBundle bundle = LifeBundle.write(recipe, data, seed, out, bar);
        bar.line(String.format(
                Locale.ROOT,
                "%s written, hash %s, trained on %d histories in %.0f s; the report is %s",
                bundle,
                bundle.hash(),
                data.train().size(),
                (System.nanoTime() - start) / 1e9,
                out.resolve(LifeBundle.REPORT)));
        if (!data.test().isEmpty()) {
            boolean fitted = recipe.fitsIntervalsOnScored();
            Commands.head(print, fitted);
            Scores scores = LifeScorer.byBundle(out, data.test(), recipe.inputs(), recipe.scoredThroughout());
            print.println(Commands.row("seed " + seed, scores.withoutCoverage(fitted)));
        }
        print.flush();
        return CommandLine.ExitCode.OK;
    }
}
