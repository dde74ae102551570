package org.millwright.vision.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.report.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains a bundle from labelled pictures: 65 % train, 15 % choose weights and limits, 20 % are only counted at the end. With
 * {@code --good-only} from those of good parts: 60 % train, 20 % set the limit, the rest and all others are counted.
 */
@Command(
        name = "train vision",
        mixinStandardHelpOptions = true,
        description = "Trains the network that tells good parts from defective ones, shows where, and names the class.")
public final class TrainVision implements Callable<Integer> {

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--data-from",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "How the pictures were made, for the bundle's record.")
    private String dataFrom = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "",
            description =
                    "The bundle; replaced when it exists. Default: models/NAME, named as the folder of the pictures.")
    private String out = "";

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--no-int8",
            description =
                    "Leaves out the network in integers, which else is tried and taken when it holds the accuracy.")
    private boolean noInt8;

    @Mixin
    private LearningOptions learning = new LearningOptions();

    @Option(
            names = "--bundle-version",
            paramLabel = "V",
            defaultValue = "1",
            description = "What the bundle calls itself; default ${DEFAULT-VALUE}.")
    private String version = "1";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new TrainVision()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        learning.check(spec);
        String name = String.valueOf(data.data().toAbsolutePath().normalize().getFileName());
        Path folder = out.isEmpty() ? Path.of("models", name) : Path.of(out);
        Optional<String> refusal = BundleWriter.refusal(folder);
        if (refusal.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--out=" + refusal.get());
        }
        PrintWriter console = spec.commandLine().getOut();
        ProgressBar bar = ProgressBar.on(console);
        Examples examples = data.read(learning.goodOnly(), bar::line);
        try (VisionRun run = learning.learn(examples, seed, bar)) {
            Int8Trial int8 = noInt8 ? Int8Trial.none() : Int8Trial.of(run, seed);
            bar.line("int8: " + int8.inWords());
            ModelBundle bundle = pack(run, examples, folder, int8);
            bar.line("test split: " + run.json());
            bar.line(bundle + ", hash " + bundle.hash() + "; the report is " + folder.resolve("report.html"));
        }
        return 0;
    }

    private ModelBundle pack(VisionRun run, Examples examples, Path folder, Int8Trial int8) throws IOException {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("command", "train vision --data DIR" + learning.again(seed));
        record.put(
                "data",
                Map.of(
                        "from",
                        dataFrom,
                        "sha256",
                        examples.fingerprint(),
                        "pictures",
                        examples.all().size(),
                        "left-out",
                        examples.leftOut().size()));
        record.putAll(run.facts());
        record.put("int8", int8.json());
        Map<String, String> said = said(run, examples);
        said.put("INT8", int8.inWords());
        byte[] report = Report.of("Training of " + folder.getFileName(), said, run.test(), run.json());
        List<Example> golden =
                InspectionBundle.goldenOf(examples.kinds(), run.split().test());
        return new InspectionBundle(
                        run.network(),
                        run.validation(),
                        run.test().regionLimit(),
                        run.split().train(),
                        golden)
                .write(folder, version, record, report, int8);
    }

    private Map<String, String> said(VisionRun run, Examples examples) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Pictures", data.data() + ", SHA-256 " + examples.fingerprint());
        facts.put("The network sees", examples.shape() + ", " + run.network().size() + " parameters");
        facts.put(
                "Split by groups",
                run.split().train().size() + " train, "
                        + run.split().validation().size() + " validate, "
                        + run.split().test().size() + " test");
        facts.put("Training", run.took().toSeconds() + " s, " + run.passes() + ", seed " + seed);
        examples.leftOut().forEach((name, reason) -> facts.put("Left out: " + name, reason));
        return facts;
    }
}
