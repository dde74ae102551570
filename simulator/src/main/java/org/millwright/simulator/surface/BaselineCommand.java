package org.millwright.simulator.surface;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints how well {@link HighPassBaseline} does at each difficulty: what a network must beat. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = "Prints how well a high-pass filter with a threshold tells defective parts, by difficulty.")
public final class BaselineCommand implements Callable<Integer> {

    @Option(names = "--parts", paramLabel = "N", defaultValue = "1000", description = "How many; default 1000.")
    private int parts;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "11", description = "0 to 2147483647; default 11.")
    private long seed;

    @Option(
            names = "--difficulty",
            paramLabel = "D",
            split = ",",
            defaultValue = "0.1,0.3,0.5,0.7,0.9",
            description =
                    "0 (plain to see) to 1 (hardly above the grain), several with commas; default ${DEFAULT-VALUE}.")
    private List<Double> difficulties = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = commandSpec().commandLine().getOut();
        out.println("difficulty,auroc");
        for (double difficulty : difficulties) {
            try {
                SurfaceRenderer renderer = new SurfaceRenderer(Purpose.TRAINING, seed, 0.5, difficulty);
                out.println(String.format(Locale.ROOT, "%s,%.4f", difficulty, HighPassBaseline.auroc(renderer, parts)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
        return 0;
    }

    private CommandSpec commandSpec() {
        return requireNonNull(spec, "the command was not started by picocli");
    }
}
