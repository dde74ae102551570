package org.millwright.vision.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains a surface bundle. 70 % of the pictures train, 15 % choose weights and limit, 15 % are only counted at the end.
 */
@Command(
        name = "train vision",
        mixinStandardHelpOptions = true,
        description = "Trains the network that tells good surfaces from defective ones.")
public final class TrainVision implements Callable<Integer> {

    /** Cells that a cut is wide and high: more than what the network looks at to judge one cell. */
    private static final int CUT = 12;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Pictures: good/*.jpg, and <kind>/*.jpg with a mask *.png of the same name.")
    private Path data = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The bundle; replaced when it exists.")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "12",
            description = "Passes at most; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--cuts-per-epoch",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Pieces of pictures that a pass learns from; default ${DEFAULT-VALUE}.")
    private int cutsPerEpoch;

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
        if (epochs < 1 || cutsPerEpoch < 1) {
            throw wrong("--epochs=" + epochs + " --cuts-per-epoch=" + cutsPerEpoch + ": both must be at least 1");
        }
        if (!Files.isDirectory(data)) {
            throw wrong("--data=" + data + ": no such folder; make one with the simulator's render command");
        }
        PrintWriter console = spec.commandLine().getOut();
        PictureFolder folder = PictureFolder.read(data);
        Split split = Split.of(folder.pictures(), seed);
        console.printf(
                "%d pictures to train, %d to validate, %d to test%n",
                split.train().size(), split.validation().size(), split.test().size());
        try (TrainableNetwork network = SurfaceNetwork.create(folder.width(), folder.height(), seed)) {
            long started = System.nanoTime();
            int cut = Math.min(CUT, Math.min(folder.width(), folder.height()) / SurfaceNetwork.CELL);
            PictureSamples samples = new PictureSamples(split.train(), cut);
            Fit.Plan plan = new Fit.Plan(epochs, Math.max(5, epochs / 3), 32, cutsPerEpoch, 3e-3f, seed);
            Fit.Result fitted = new Fit(network, samples, new DefectLoss(), plan)
                    .run(trained -> Scores.of(trained, split.validation()).loss(), line -> {
                        console.println(line);
                        console.flush();
                    });
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            ModelBundle bundle = pack(network, folder, split, fitted, seconds, console);
            console.printf("%s, hash %s%n", bundle, bundle.hash());
            console.flush();
        }
        return 0;
    }

    private ModelBundle pack(
            TrainableNetwork network,
            PictureFolder folder,
            Split split,
            Fit.Result fitted,
            long seconds,
            PrintWriter console)
            throws IOException {
        float limit = Scores.of(network, split.validation()).bestLimit();
        Scores test = Scores.of(network, split.test());
        Map<String, Object> report = test.report(limit);
        console.printf("test split: %s%n", report);
        Map<String, Object> training = new LinkedHashMap<>();
        training.put(
                "command",
                "train vision --data DIR --out DIR --seed " + seed + " --epochs " + epochs + " --cuts-per-epoch "
                        + cutsPerEpoch);
        training.put(
                "data",
                Map.of(
                        "sha256",
                        folder.fingerprint(),
                        "pictures",
                        folder.pictures().size()));
        training.put("parameters", network.size());
        training.put("epochs-run", fitted.epochsRun());
        training.put("best-epoch", fitted.epoch());
        training.put("seconds", seconds);
        training.put("test", report);
        return new SurfaceBundle(network, split.train(), test, limit).write(out, version, training);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
