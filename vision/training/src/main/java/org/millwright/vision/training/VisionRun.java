package org.millwright.vision.training;

import java.time.Duration;
import java.util.Map;
import org.millwright.hardware.training.TrainableNetwork;

/** One training that is over, from split to figures. Holds native memory until closed. */
sealed interface VisionRun extends AutoCloseable permits LabelledRun, GoodOnlyRun {

    TrainableNetwork network();

    Split split();

    /** What the limits were chosen by. */
    Verdicts validation();

    /** Figures over the test split. */
    Figures test();

    /** The same as the manifest holds them. */
    Map<String, Object> json();

    Duration took();

    /** How many passes over the samples there were, and which was the best. */
    default String passes() {
        return facts().get("epochs-run") + " epochs, best " + facts().get("best-epoch");
    }

    /** What was done, for the manifest and the report. */
    Map<String, Object> facts();

    @Override
    void close();
}
