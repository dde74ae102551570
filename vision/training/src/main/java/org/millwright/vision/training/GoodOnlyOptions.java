package org.millwright.vision.training;

import java.io.IOException;
import picocli.CommandLine.Option;

/** What the commands say about learning from good pictures alone. */
final class GoodOnlyOptions {

    @Option(
            names = "--good-only",
            description = "Learns from the pictures of good parts alone; those of other classes are only counted.")
    private boolean goodOnly;

    @Option(
            names = "--false-rejects",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "With --good-only: the share of good parts that the limit may reject, above 0 and below 0.5;"
                    + " default ${DEFAULT-VALUE}.")
    private double falseRejects;

    boolean goodOnly() {
        return goodOnly;
    }

    double falseRejects() throws IOException {
        if (!(falseRejects > 0 && falseRejects < 0.5)) {
            throw new IOException("--false-rejects=" + falseRejects + ": must be above 0 and below 0.5");
        }
        return falseRejects;
    }
}
