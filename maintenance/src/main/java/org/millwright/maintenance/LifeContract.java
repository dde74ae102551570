package org.millwright.maintenance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * What the code around a remaining-life network must know; a bundle's {@code contract}.
 *
 * @param inputs in the order of a step's values; the axis is one of them
 * @param window how many steps the network sees
 * @param leastSteps fewer steps than this since the part was new or the agent started give no estimate; a window that is
 *     not full is filled by repeating its oldest step, as in training
 * @param mostUnusable more steps than this in a window that are unusable, or of an operating point that was not seen in
 *     training, give no estimate; fewer are bridged by the step before
 * @param lifeUnit such as {@code h} or {@code cycles}
 * @param cap the network was trained to answer this for anything above it, in life units; its output 1 stands for it
 * @param regimes how the inputs are scaled, by operating regime
 * @param layout what of a window the network sees
 * @param smoothingSteps over how many steps one machine's estimates are smoothed, at least 1; 1 takes each as it is
 * @param intervals how far the truth lies from the network's answers
 */
public record LifeContract(
        List<LifeInput> inputs,
        Axis axis,
        int window,
        int leastSteps,
        int mostUnusable,
        String lifeUnit,
        double cap,
        HealthLimits limits,
        Regimes regimes,
        Layout layout,
        double smoothingSteps,
        LifeIntervals intervals) {

    /** The kind of bundle that holds such a contract. */
    public static final String KIND = "remaining-life";

    public LifeContract {
        inputs = List.copyOf(inputs);
        if (!names(inputs).contains(axis.input())) {
            throw new IllegalArgumentException("the axis " + axis.input() + " is not one of " + names(inputs));
        }
        if (leastSteps < 1 || leastSteps > window || mostUnusable < 0 || mostUnusable >= window || !(cap > 0)) {
            throw new IllegalArgumentException("window " + window + ", least-steps " + leastSteps + ", most-unusable "
                    + mostUnusable + ", cap " + cap + ": steps must lie between 1 and the window, unusable ones below"
                    + " it, the cap above 0");
        }
        if (!(smoothingSteps >= 1)) {
            throw new IllegalArgumentException("smoothing-steps " + smoothingSteps + " must be at least 1");
        }
        checkRegimes(inputs, regimes);
    }

    private static void checkRegimes(List<LifeInput> inputs, Regimes regimes) {
        List<String> names = names(inputs);
        for (String setting : regimes.settings()) {
            if (!names.contains(setting)) {
                throw new IllegalArgumentException("the setting " + setting + " is not one of " + names);
            }
        }
        for (Regimes.Regime regime : regimes.regimes()) {
            if (regime.scales().size() != inputs.size()
                    || regime.centre().size() != regimes.settings().size()) {
                throw new IllegalArgumentException("the regime at " + regime.centre() + " has "
                        + regime.scales().size() + " scales for " + inputs.size() + " inputs");
            }
        }
    }

    /** This contract with other intervals: they are known only once the network is. */
    public LifeContract with(LifeIntervals known) {
        return new LifeContract(
                inputs,
                axis,
                window,
                leastSteps,
                mostUnusable,
                lifeUnit,
                cap,
                limits,
                regimes,
                layout,
                smoothingSteps,
                known);
    }

    /** How many numbers the network takes. */
    public int inputSize() {
        return layout.size(features(), window);
    }

    public List<String> inputNames() {
        return names(inputs);
    }

    /** How many inputs the network sees. */
    public int features() {
        return (int) inputs.stream().filter(LifeInput::feature).count();
    }

    private static List<String> names(List<LifeInput> inputs) {
        return inputs.stream().map(LifeInput::name).toList();
    }

    /** Reads what {@link #toManifest} wrote; throws a {@code ModelException} or {@link IllegalArgumentException}. */
    public static LifeContract read(Section contract) {
        Section axis = contract.section("axis");
        Section health = contract.section("health");
        return new LifeContract(
                contract.sections("inputs").stream().map(LifeContract::input).toList(),
                new Axis(
                        axis.text("input"),
                        axis.text("unit"),
                        axis.number("step"),
                        Axis.Aggregation.valueOf(axis.text("aggregation").toUpperCase(Locale.ROOT)),
                        axis.number("longest-hold")),
                contract.whole("window"),
                contract.whole("least-steps"),
                contract.whole("most-unusable"),
                contract.text("life-unit"),
                contract.number("cap"),
                new HealthLimits(
                        health.number("maintenance-below"),
                        health.number("failure-below"),
                        health.number("hysteresis")),
                Regimes.read(contract),
                Layout.read(contract),
                contract.has("smoothing-steps") ? contract.number("smoothing-steps") : 1,
                LifeIntervals.read(contract));
    }

    private static LifeInput input(Section input) {
        return new LifeInput(
                input.text("name"),
                input.text("unit"),
                input.flag("feature"),
                input.number("mean"),
                input.number("deviation"),
                input.number("low"),
                input.number("high"));
    }

    /** As it stands in a bundle's manifest. */
    public Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("inputs", inputs.stream().map(LifeContract::manifest).toList());
        Map<String, Object> axisMap = new LinkedHashMap<>();
        axisMap.put("input", axis.input());
        axisMap.put("unit", axis.unit());
        axisMap.put("step", axis.step());
        axisMap.put("aggregation", axis.aggregation().name().toLowerCase(Locale.ROOT));
        axisMap.put("longest-hold", axis.longestHold());
        map.put("axis", axisMap);
        map.put("window", window);
        map.put("least-steps", leastSteps);
        map.put("most-unusable", mostUnusable);
        map.put("life-unit", lifeUnit);
        map.put("cap", cap);
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("maintenance-below", limits.maintenanceBelow());
        health.put("failure-below", limits.failureBelow());
        health.put("hysteresis", limits.hysteresis());
        map.put("health", health);
        if (!regimes.regimes().isEmpty()) {
            map.put("regimes", regimes.toManifest());
        }
        map.put("layout", layout.toManifest());
        map.put("smoothing-steps", smoothingSteps);
        map.put("intervals", intervals.toManifest());
        return map;
    }

    private static Map<String, Object> manifest(LifeInput input) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", input.name());
        map.put("unit", input.unit());
        map.put("feature", input.feature());
        map.put("mean", input.mean());
        map.put("deviation", input.deviation());
        map.put("low", input.low());
        map.put("high", input.high());
        return map;
    }
}
