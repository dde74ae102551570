package org.millwright.vision.training;

import java.time.Duration;
import java.util.LinkedHashMap;
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
    String passes();

    /** What only this kind of training has to tell. */
    Map<String, Object> ownFacts();

    /** What was done, for the manifest and the report. */
    default Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("parameters", network().size());
        facts.putAll(ownFacts());
        facts.put("seconds", took().toSeconds());
        facts.put("split", split().sizes());
        facts.put("test", json());
        return facts;
    }

    @Override
    void close();
}
