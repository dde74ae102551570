package org.millwright.maintenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of each input at one moment. A value that was not sent again has not changed, so it holds until another
 * comes or its source is lost. NOT thread safe.
 */
final class Inputs {

    /** Stands for "nothing has arrived yet" among source times. */
    private static final long NEVER = Long.MIN_VALUE;

    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final double[] values;
    /** Why a value may not be used; empty where it may. */
    private final String[] faults;

    private final long[] sourceNanos;
    /** When an input was last declared lost, by the receive clock; older arrivals do not bring it back. */
    private final long[] lostNanos;

    Inputs(List<String> names) {
        this.names = List.copyOf(names);
        this.values = new double[names.size()];
        this.faults = new String[names.size()];
        this.sourceNanos = new long[names.size()];
        this.lostNanos = new long[names.size()];
        Arrays.fill(faults, "nothing has arrived yet");
        Arrays.fill(sourceNanos, NEVER);
        Arrays.fill(lostNanos, NEVER);
        for (int i = 0; i < names.size(); i++) {
            if (positions.put(names.get(i), i) != null) {
                throw new IllegalArgumentException("input " + names.get(i) + " is listed twice; list it once");
            }
        }
    }

    /** The same is known, from here on by itself. */
    Inputs(Inputs other) {
        this(other.names);
        System.arraycopy(other.values, 0, values, 0, values.length);
        System.arraycopy(other.faults, 0, faults, 0, faults.length);
        System.arraycopy(other.sourceNanos, 0, sourceNanos, 0, sourceNanos.length);
        System.arraycopy(other.lostNanos, 0, lostNanos, 0, lostNanos.length);
    }

    int count() {
        return names.size();
    }

    boolean knows(String input) {
        return positions.containsKey(input);
    }

    /** True where this sample would be the newest that is known of its input; of one time, one that takes the value back. */
    boolean isNews(Sample sample) {
        int at = position(sample.input());
        return sample.sourceNanos() > sourceNanos[at]
                || (sample.sourceNanos() == sourceNanos[at]
                        && sample instanceof Sample.Unusable
                        && faults[at].isEmpty())
                || (lostNanos[at] != NEVER && sample.receivedNanos() > lostNanos[at]);
    }

    void take(Sample sample) {
        int at = position(sample.input());
        if (lostNanos[at] != NEVER && sample.receivedNanos() <= lostNanos[at]) {
            return;
        }
        lostNanos[at] = NEVER;
        sourceNanos[at] = sample.sourceNanos();
        switch (sample) {
            case Sample.Usable usable
            when Double.isFinite(usable.value()) -> {
                values[at] = usable.value();
                faults[at] = "";
            }
            case Sample.Usable usable -> faults[at] = "value " + usable.value() + " is not a finite number";
            case Sample.Unusable unusable ->
                faults[at] = unusable.reason().isEmpty() ? "bad, without a reason" : unusable.reason();
        }
    }

    void lose(String input, String reason, long receivedNanos) {
        int at = position(input);
        lostNanos[at] = receivedNanos;
        faults[at] = reason;
    }

    double value(String input) {
        return values[position(input)];
    }

    boolean usable(String input) {
        return faults[position(input)].isEmpty();
    }

    /** The first input that cannot be used, with the reason. */
    Optional<String> fault() {
        for (int i = 0; i < faults.length; i++) {
            if (!faults[i].isEmpty()) {
                return Optional.of(names.get(i) + ": " + faults[i]);
            }
        }
        return Optional.empty();
    }

    List<String> faults() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < faults.length; i++) {
            if (!faults[i].isEmpty()) {
                found.add(names.get(i) + ": " + faults[i]);
            }
        }
        return found;
    }

    double[] values() {
        return values.clone();
    }

    private int position(String input) {
        Integer at = positions.get(input);
        if (at == null) {
            throw new IllegalArgumentException("input " + input + " is not one of " + names);
        }
        return at;
    }
}
