package org.millwright.hardware.inference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Which of a bundle's networks a gateway runs, and why.
 *
 * @param precision of the one that it runs
 * @param medianMillis how long a run takes here, by precision; empty where there was nothing to choose from
 * @param refused why a precision is not used at all, by precision
 */
public record Choice(String precision, Map<String, Double> medianMillis, Map<String, String> refused) {

    /** The precision of a bundle's own network. */
    public static final String FLOAT = "float32";

    /** What another precision may take of the own network's time: less would change its mind from start to start. */
    static final double WORTH_IT = 0.95;

    public Choice {
        medianMillis = Map.copyOf(medianMillis);
        refused = Map.copyOf(refused);
    }

    /** The fastest, and the bundle's own network where no other is faster by at least 5 %. */
    static Choice of(Map<String, Double> medianMillis, Map<String, String> refused) {
        String best = FLOAT;
        double bestMillis = WORTH_IT * medianMillis.getOrDefault(FLOAT, Double.NaN);
        for (Map.Entry<String, Double> one : medianMillis.entrySet()) {
            if (!one.getKey().equals(FLOAT) && one.getValue() <= bestMillis) {
                best = one.getKey();
                bestMillis = one.getValue();
            }
        }
        return new Choice(best, medianMillis, refused);
    }

    /** For people: {@code int8, 1.21 ms a run here (float32 1.90 ms)}. */
    public String inWords() {
        Map<String, Double> others = new LinkedHashMap<>(medianMillis);
        Double own = others.remove(precision);
        StringBuilder words = new StringBuilder(precision);
        if (own != null) {
            StringJoiner rest = new StringJoiner(", ", " (", ")").setEmptyValue("");
            others.forEach((name, millis) -> rest.add(name + " " + millis(millis)));
            words.append(", ").append(millis(own)).append(" a run here").append(rest);
        }
        refused.forEach((name, why) ->
                words.append("; ").append(name).append(" is not used: ").append(why));
        return words.toString();
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }
}
