package org.millwright.vision.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the weights that every training of a vision bundle begins with. */
@Command(
        name = "train vision-start",
        mixinStandardHelpOptions = true,
        description = "Trains the network that the others start from, on synthetic flaws in procedural textures.")
public final class TrainStart implements Callable<Integer> {

    private static final int SIDE = 128;
    private static final int SURFACES = 1_500;
    private static final int EPOCHS = 16;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The weights, in half precision.")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "16000",
            description = "How many it learns from; default ${DEFAULT-VALUE}.")
    private int pictures;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new TrainStart()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        FlawedTextures textures = new FlawedTextures(SIDE, SURFACES, seed);
        Lesson lesson = textures.lesson();
        try (TrainableNetwork network = InspectionNetwork.create("start", lesson, seed)) {
            Fit.Plan plan = new Fit.Plan(
                    EPOCHS, EPOCHS, 8, pictures / EPOCHS, 2e-3f, seed, 0.02f, 0.05f, 0.998f, Duration.ofDays(1));
            ProgressBar bar = ProgressBar.on(console);
            int[] epoch = {0};
            // The last weights are wanted: there is nothing here that could be learnt by heart.
            new Fit(network, textures, new InspectionLoss(lesson), plan).run(any -> -++epoch[0], bar::line, bar);
            Files.write(out, Start.pack(network.weights()));
            bar.line(out + ": " + network.size() + " numbers");
        }
        return 0;
    }
}
