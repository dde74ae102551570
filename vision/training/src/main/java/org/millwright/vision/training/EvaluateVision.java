package org.millwright.vision.training;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millwright.hardware.training.report.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures on labelled pictures, as JSON: the whole training anew for several seeds, each with its own split, weights and
 * order; or a finished bundle as it is.
 */
@Command(
        name = "evaluate vision",
        mixinStandardHelpOptions = true,
        description = {
            "Trains for several seeds, each on a split of its own, and prints what the test splits say: mean, spread, each run.",
            "With --bundle: runs that bundle, as the gateway runs it, over pictures that it was not trained on."
        })
public final class EvaluateVision implements Callable<Integer> {

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--bundle", paramLabel = "DIR", description = "A finished bundle.")
    private Optional<Path> bundle = Optional.empty();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many trainings; default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The others follow it; default ${DEFAULT-VALUE}.")
    private long firstSeed;

    @Mixin
    private LearningOptions learning = new LearningOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new EvaluateVision()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        learning.check(spec);
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds=" + seeds + ": must be at least 1");
        }
        Map<String, Object> report = bundle.isPresent()
                ? BundleCheck.report(bundle.get(), Catalogue.read(data.data()), data.good())
                : protocol();
        spec.commandLine()
                .getOut()
                .println(JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
        return 0;
    }

    private Map<String, Object> protocol() throws IOException {
        ProgressBar bar = ProgressBar.on(spec.commandLine().getErr());
        Examples examples = data.read(learning.goodOnly(), bar::line);
        Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
        long slowest = 0;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try (VisionRun run = learning.learn(examples, seed, bar)) {
                if (run instanceof GoodOnlyRun good
                        && !run.test().verdicts().defects().isEmpty()) {
                    run.json().put("autoencoder-auroc", Figures.rounded(Yardstick.auroc(good, seed, bar::line)));
                }
                runs.put("seed-" + seed, run.json());
                bar.line("seed " + seed + ": " + run.json());
                slowest = Math.max(slowest, run.took().toSeconds());
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("data-sha256", examples.fingerprint());
        report.put("pictures", examples.all().size());
        report.put("groups", Groups.count(examples.all()));
        report.put("seconds-of-the-slowest-training", slowest);
        report.put("mean-and-spread", Spread.of(runs.values()));
        report.put("runs", runs);
        return report;
    }
}
