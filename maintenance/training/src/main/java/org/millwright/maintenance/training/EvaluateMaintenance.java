package org.millwright.maintenance.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.Fit;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Chance;
import org.millwright.maintenance.training.study.Folders;
import org.millwright.maintenance.training.study.Spread;
import org.millwright.maintenance.training.study.Study;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a recipe over several seeds, or a bundle that exists. */
@Command(
        name = "evaluate-maintenance",
        description = "Score a bundle, or the recipe over several seeds: mean and spread.",
        mixinStandardHelpOptions = true)
public final class EvaluateMaintenance implements Callable<Integer> {

    @Mixin
    private SetOptions set = new SetOptions();

    @Option(names = "--seeds", defaultValue = "5", description = "Networks to train (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--held-out",
            description =
                    "Score on a fifth of the training part that is held out, another fifth for each seed, to settle"
                            + " a recipe; without it, on the test part.")
    private boolean heldOut;

    @Option(
            names = "--cut-as-test",
            description =
                    "Score every unit of the training part, each held out once a seed, where as much life was left"
                            + " as the test part's units have: do the intervals hold as they should, without a look at the test"
                            + " part's readings?")
    private boolean cutAsTest;

    @Option(
            names = "--model",
            description =
                    "Score this bundle on histories that it was not trained on, and train nothing: the test part, or all of"
                            + " --data if it was not written from them.")
    private @Nullable Path model;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new EvaluateMaintenance()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1) {
            throw new CannotTrain("--seeds=" + seeds + ": at least 1 is needed");
        }
        PrintWriter print = spec.commandLine().getOut();
        Optional<Study> study = set.study();
        Path bundle = model;
        if (study.isPresent()) {
            Commands.refuse(
                    spec,
                    " has no meaning with --set " + set.name() + ", which has a protocol of its own; leave it out",
                    "--model",
                    "--held-out",
                    "--cut-as-test",
                    "--subset");
            study.get().run(study.get().needsData() ? set.data() : Path.of(""), seeds, print);
        } else if (bundle != null) {
            Commands.refuse(
                    spec,
                    " has no meaning with --model, which trains nothing; leave it out",
                    "--held-out",
                    "--cut-as-test",
                    "--seeds");
            score(bundle, set.only(), print);
        } else {
            for (String part : set.subsets(true)) {
                LifeRecipe recipe = set.recipe(part);
                evaluate(part, recipe, set.read(part, recipe.inputs()), print);
            }
        }
        print.flush();
        return CommandLine.ExitCode.OK;
    }

    private void score(Path bundle, String part, PrintWriter print) {
        LifeRecipe recipe = set.recipe(part);
        DataSet data = set.read(part, recipe.inputs());
        boolean writtenFromIt =
                data.fingerprint().equals(ModelBundle.read(bundle).training().text("data-sha256"));
        List<LifeHistory> unseen = set.unseen(part, data, writtenFromIt);
        boolean fitted = writtenFromIt && recipe.fitsIntervalsOnScored();
        print.printf(
                "%s: %s, %d histories%n",
                part,
                unseen.size() == data.test().size() ? "test part" : "none of which the bundle was written from",
                unseen.size());
        Commands.head(print, fitted);
        Scores scores = LifeScorer.byBundle(bundle, unseen, recipe.inputs(), recipe.scoredThroughout());
        print.println(Commands.row("bundle", scores.withoutCoverage(fitted)));
    }

    private void evaluate(String part, LifeRecipe recipe, DataSet data, PrintWriter print) throws IOException {
        boolean unseen = cutAsTest || heldOut || data.test().isEmpty();
        print.println(part + ": " + protocol(recipe, data));
        boolean fitted = recipe.fitsIntervalsOnScored();
        Commands.head(print, fitted);
        if (!unseen) {
            print.println(Commands.row("straight line", line(recipe, data)));
        }
        List<Scores> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            Scores scores = scores(recipe, data, seed).withoutCoverage(fitted);
            all.add(scores);
            print.println(Commands.row("seed " + seed, scores));
            print.flush();
        }
        print.println(summary("RMSE", all, Scores::rmse));
        print.println(summary("NASA score", all, Scores::nasa));
        print.println(summary("RMSE uncapped", all, Scores::rmseUncapped));
        print.println(summary("NASA uncapped", all, Scores::nasaUncapped));
        print.println(summary("RMSE near end", all, Scores::rmseNearEnd));
        for (int kind = 0; kind < all.getFirst().coverage().size(); kind++) {
            print.println(held(all, kind));
        }
        print.flush();
    }

    /** With what chance alone would leave open, whose units are the same for all seeds. */
    private static String held(List<Scores> all, int kind) {
        Scores.Coverage first = all.getFirst().coverage().get(kind);
        double mean =
                Spread.of(all, scores -> scores.coverage().get(kind).found()).mean();
        return summary(
                        String.format(Locale.ROOT, "held of %.0f %%", 100 * first.nominal()),
                        all,
                        scores -> 100 * scores.coverage().get(kind).found())
                + "; of " + first.lives() + " units chance leaves open "
                + Chance.of(mean, first.lives()).row();
    }

    private String protocol(LifeRecipe recipe, DataSet data) {
        if (cutAsTest) {
            return HeldOut.protocol(recipe, data);
        }
        return heldOut || data.test().isEmpty() ? "a fifth of the training part, held out" : "test part";
    }

    private Scores scores(LifeRecipe recipe, DataSet data, long seed) throws IOException {
        if (cutAsTest) {
            return HeldOut.cutAsTest(recipe, data, seed);
        }
        return heldOut || data.test().isEmpty() ? HeldOut.fifth(recipe, data, seed) : test(recipe, data, seed);
    }

    private static Scores test(LifeRecipe recipe, DataSet data, long seed) throws IOException {
        Path folder = Files.createTempDirectory("millwright-evaluate");
        Path bundle = folder.resolve(recipe.name());
        try {
            LifeBundle.write(recipe, data, seed, bundle, Fit.Watcher.NOBODY);
            return LifeScorer.byBundle(bundle, data.test(), recipe.inputs(), recipe.scoredThroughout());
        } finally {
            Folders.delete(folder);
        }
    }

    private static Scores line(LifeRecipe recipe, DataSet data) {
        return LinearBaseline.score(
                recipe,
                new Lives(recipe, data.train()),
                new Lives(recipe, data.test()),
                size -> recipe.scoredThroughout() ? 1 : size);
    }

    private static String summary(String what, List<Scores> all, ToDoubleFunction<Scores> figure) {
        Spread spread = Spread.of(all, figure);
        return String.format(
                Locale.ROOT, "%-14s mean %.3f, standard deviation %.3f", what, spread.mean(), spread.deviation());
    }
}
