package org.millwright.maintenance.training.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** A public data set with its protocol: how well what Millwright ships does on it, beside a baseline in the same run. */
public interface Study {

    /**
     * Trains, scores and prints a table; takes from seconds to minutes.
     *
     * @param data the set's folder; any where none is needed
     * @param seeds how many runs the mean and the spread are of, from seed 1 on; ignored where nothing is random
     * @throws CannotTrain naming the file that is missing or wrong
     */
    void run(Path data, int seeds, PrintWriter print) throws IOException;

    /** Whether {@code data} must be given; a study that makes its own machines needs none. */
    default boolean needsData() {
        return true;
    }
}
