package org.millwright.maintenance.training.vibration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.millwright.maintenance.vibration.Waveform;

/** A way to tell conditions apart. */
interface Method {

    String name();

    /** @return what the method makes of each of {@code unseen}, in their order */
    List<Condition> classify(List<Example> training, List<Waveform> unseen, long seed);

    /** Keeps features: they depend on the window alone, and seeds share windows. NOT thread safe. */
    static <T> Function<Waveform, T> remembering(Function<Waveform, T> features) {
        Map<Waveform, T> known = new HashMap<>();
        return waveform -> known.computeIfAbsent(waveform, features);
    }
}
