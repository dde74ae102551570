package org.millwright.maintenance.training.vibration;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.millwright.maintenance.vibration.Waveform;

/** A way to tell conditions apart. */
interface Method {

    String name();

    /** @return what the method makes of each of {@code unseen}, in their order */
    List<Condition> classify(List<Example> training, List<Waveform> unseen, long seed);

    /** Kept features: they depend on the window alone, and folds and seeds share windows. */
    static <T> Function<Waveform, T> remembering(Function<Waveform, T> features) {
        Map<Waveform, T> known = new IdentityHashMap<>();
        return waveform -> known.computeIfAbsent(waveform, features);
    }
}
