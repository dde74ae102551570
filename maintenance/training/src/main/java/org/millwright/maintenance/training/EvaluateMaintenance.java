package org.millwright.maintenance.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
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

    private static final int HELD_OUT_EVERY = 5;

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

    @Option(names = "--model", description = "Score this bundle on the test part and train nothing.")
    private @Nullable Path model;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new EvaluateMaintenance()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        Optional<Study> study = set.study();
        if (study.isPresent()) {
            study.get().run(study.get().needsData() ? set.data() : Path.of(""), seeds, print);
            print.flush();
            return CommandLine.ExitCode.OK;
        }
        for (String part : set.subsets(true)) {
            LifeRecipe recipe = set.recipe(part);
            evaluate(part, recipe, set.read(part, recipe.inputs()), print);
        }
        print.flush();
        return CommandLine.ExitCode.OK;
    }

    private void evaluate(String part, LifeRecipe recipe, DataSet data, PrintWriter print) throws IOException {
        boolean unseen = heldOut || data.test().isEmpty();
        print.println(part + ": " + (unseen ? "a fifth of the training part, held out" : "test part"));
        print.println(Commands.HEADER);
        Path bundle = model;
        if (bundle != null) {
            print.println(Commands.row(
                    "bundle", LifeScorer.byBundle(bundle, data.test(), recipe.inputs(), recipe.scoredThroughout())));
            return;
        }
        if (!unseen) {
            print.println(Commands.row("straight line", line(recipe, data)));
        }
        List<Scores> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            Scores scores = unseen ? heldOut(recipe, data, seed) : test(recipe, data, seed);
            all.add(scores);
            print.println(Commands.row("seed " + seed, scores));
            print.flush();
        }
        print.println(summary("RMSE", all, Scores::rmse));
        print.println(summary("NASA score", all, Scores::nasa));
        print.println(summary("RMSE uncapped", all, Scores::rmseUncapped));
        print.println(summary("NASA uncapped", all, Scores::nasaUncapped));
        print.println(summary("RMSE near end", all, Scores::rmseNearEnd));
        for (int i = 0; i < all.getFirst().coverage().size(); i++) {
            int kind = i;
            print.println(summary(
                    String.format(
                            Locale.ROOT,
                            "held of %.0f %%",
                            100 * all.getFirst().coverage().get(i).nominal()),
                    all,
                    scores -> 100 * scores.coverage().get(kind).found()));
        }
        print.flush();
    }

    private static Scores test(LifeRecipe recipe, DataSet data, long seed) throws IOException {
        Path folder = Files.createTempDirectory("millwright-evaluate");
        Path bundle = folder.resolve(recipe.name());
        try {
            LifeBundle.write(recipe, data, seed, bundle);
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

    private static Scores heldOut(LifeRecipe recipe, DataSet data, long seed) {
        List<LifeHistory> shuffled = new ArrayList<>(data.train());
        Collections.shuffle(shuffled, new Random(seed));
        int held = shuffled.size() / HELD_OUT_EVERY;
        Lives others = new Lives(recipe, shuffled.subList(0, held));
        int most = (int) (recipe.cap() * IntervalFit.FRESHEST / recipe.axis().step());
        Lives lives = new Lives(recipe, shuffled.subList(held, shuffled.size()));
        try (LifeEnsemble ensemble = LifeEnsemble.train(recipe, lives, others, seed)) {
            return LifeScorer.byPyTorch(ensemble, others.examples(ensemble.contract(), size -> size - most));
        }
    }

    private static String summary(String what, List<Scores> all, ToDoubleFunction<Scores> figure) {
        double mean = all.stream().mapToDouble(figure).average().orElse(Double.NaN);
        double squares = all.stream()
                .mapToDouble(scores -> Math.pow(figure.applyAsDouble(scores) - mean, 2))
                .sum();
        double deviation = all.size() > 1 ? Math.sqrt(squares / (all.size() - 1)) : 0;
        return String.format(Locale.ROOT, "%-14s mean %.3f, standard deviation %.3f", what, mean, deviation);
    }
}
