package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.millwright.hardware.training.report.ProgressBar;
import org.millwright.vision.training.goodonly.Pretraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the weights that every training from good pictures alone begins with. */
@Command(
        name = "train vision-trunk",
        mixinStandardHelpOptions = true,
        description = "Trains the network that --good-only starts from, on flaws painted on surfaces that nobody made.")
public final class TrainTrunk implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The weights, in half precision.")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--surfaces",
            paramLabel = "N",
            defaultValue = "2500",
            description = "How many different ones; default ${DEFAULT-VALUE}.")
    private int surfaces;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "25",
            description = "How long it learns; default ${DEFAULT-VALUE}.")
    private double minutes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new TrainTrunk()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        ProgressBar bar = ProgressBar.on(spec.commandLine().getOut());
        Duration budget = Duration.ofMillis(Math.round(minutes * 60_000));
        Files.write(out, Pretraining.run(surfaces, budget, seed, bar::line, bar));
        bar.line(out + " written");
        return 0;
    }
}
