package org.millwright.vision.training;

import java.io.IOException;
import java.time.Duration;
import org.millwright.hardware.training.report.ProgressBar;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands say about one training: from what kind of pictures, how many, for how long. */
final class LearningOptions {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "0",
            description = "How long it may learn; default " + LabelledRun.MINUTES + ", with --good-only "
                    + GoodOnlyRun.MINUTES + ".")
    private double minutes;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many, each changed at random, it learns from in all; by the size of the set where not given.")
    private int pictures;

    @Mixin
    private GoodOnlyOptions goodOnly = new GoodOnlyOptions();

    boolean goodOnly() {
        return goodOnly.goodOnly();
    }

    /** @throws ParameterException naming the option that cannot be */
    void check(CommandSpec spec) {
        if (!(minutes >= 0) || pictures < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes=" + minutes + " --pictures=" + pictures + ": neither may be below 0");
        }
    }

    /** The options that say the same again, but for the folder. */
    String again(long seed) {
        return (goodOnly() ? " --good-only" : "") + " --seed " + seed + " --minutes " + minutes
                + (pictures > 0 ? " --pictures " + pictures : "");
    }

    /** A whole training, from split to figures; the caller closes it. */
    VisionRun learn(Examples examples, long seed, ProgressBar bar) throws IOException {
        double usual = goodOnly() ? GoodOnlyRun.MINUTES : LabelledRun.MINUTES;
        Duration budget = Duration.ofMillis(Math.round((minutes > 0 ? minutes : usual) * 60_000));
        return goodOnly()
                ? GoodOnlyRun.of(examples, seed, budget, pictures, goodOnly, bar)
                : LabelledRun.of("surface", examples, new LabelledTraining(seed, budget, pictures), bar);
    }
}
