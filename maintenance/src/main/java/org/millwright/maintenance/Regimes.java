package org.millwright.maintenance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * The operating regimes a machine was seen in, learned from its settings. What is normal differs from one to the next, so
 * each has its own scaling.
 *
 * @param settings inputs that tell the regime; empty where there is only one
 * @param widths what a setting is divided by before distances are taken, one for each
 * @param radius further than this from every centre, in divided settings, is a regime that was not seen
 * @param regimes empty where there is only one: then the inputs' own scaling holds
 */
public record Regimes(List<String> settings, List<Double> widths, double radius, List<Regime> regimes) {

    /**
     * One regime.
     *
     * @param centre of the settings, as they are
     * @param scales one for each input of the contract, in its order
     */
    public record Regime(List<Double> centre, List<Scale> scales) {

        public Regime {
            centre = List.copyOf(centre);
            scales = List.copyOf(scales);
        }
    }

    /**
     * Of one input in one regime.
     *
     * @param deviation 0 for an input that does not move in this regime: it is left out there
     * @param low the lowest value in training
     * @param high the highest value in training
     */
    public record Scale(double mean, double deviation, double low, double high) {

        public Scale {
            if (!(deviation >= 0 && Double.isFinite(deviation) && Double.isFinite(mean) && low <= high)) {
                throw new IllegalArgumentException("regime: mean " + mean + ", deviation " + deviation + ", low " + low
                        + ", high " + high + ": must be finite, the deviation at least 0, low not above high");
            }
        }
    }

    public Regimes {
        settings = List.copyOf(settings);
        widths = List.copyOf(widths);
        regimes = List.copyOf(regimes);
        boolean several = !regimes.isEmpty();
        if (widths.size() != settings.size() || several != !settings.isEmpty() || (several && !(radius > 0))) {
            throw new IllegalArgumentException("regimes: settings " + settings + ", widths " + widths + ", radius "
                    + radius + " do not fit " + regimes.size() + " regimes");
        }
    }

    /** Only one regime. */
    public static Regimes single() {
        return new Regimes(List.of(), List.of(), 0, List.of());
    }

    static Regimes read(Section contract) {
        if (!contract.has("regimes")) {
            return single();
        }
        Section section = contract.section("regimes");
        return new Regimes(
                section.texts("settings"),
                boxed(section.numbers("widths")),
                section.number("radius"),
                section.sections("regimes").stream().map(Regimes::regime).toList());
    }

    private static Regime regime(Section section) {
        double[] means = section.numbers("means");
        double[] deviations = section.numbers("deviations");
        double[] lows = section.numbers("lows");
        double[] highs = section.numbers("highs");
        if (deviations.length != means.length || lows.length != means.length || highs.length != means.length) {
            throw new IllegalArgumentException(section.where() + ": means, deviations, lows, highs differ in length");
        }
        Scale[] scales = new Scale[means.length];
        Arrays.setAll(scales, i -> new Scale(means[i], deviations[i], lows[i], highs[i]));
        return new Regime(boxed(section.numbers("centre")), List.of(scales));
    }

    /** As it stands in a bundle's manifest. */
    Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("settings", settings);
        map.put("widths", widths);
        map.put("radius", radius);
        map.put("regimes", regimes.stream().map(Regimes::manifest).toList());
        return map;
    }

    private static Map<String, Object> manifest(Regime regime) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("centre", regime.centre());
        map.put("means", regime.scales().stream().map(Scale::mean).toList());
        map.put("deviations", regime.scales().stream().map(Scale::deviation).toList());
        map.put("lows", regime.scales().stream().map(Scale::low).toList());
        map.put("highs", regime.scales().stream().map(Scale::high).toList());
        return map;
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
