package org.millwright.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays a window out for the network: one row for each feature, one column for each step, oldest first. Training and
 * the gateway both go through here, so they cannot differ. Thread safe.
 */
public final class WindowEncoder {

    private final LifeContract contract;

    public WindowEncoder(LifeContract contract) {
        this.contract = contract;
    }

    /** Why this window cannot be laid out; empty where it can. */
    public Optional<String> refusal(Window window) {
        List<Step> steps = window.steps();
        if (!window.unusableNow().isEmpty()) {
            return Optional.of("cannot be used now: " + String.join("; ", window.unusableNow()));
        }
        if (steps.size() < contract.leastSteps()) {
            return Optional.of("too little history: " + steps.size() + " of at least " + contract.leastSteps()
                    + " steps of " + contract.axis().step() + " "
                    + contract.axis().unit() + (window.restarts() > 0 ? " since a part was replaced" : ""));
        }
        if (steps.getLast() instanceof Step.Unusable newest) {
            return Optional.of("the newest step cannot be used: " + newest.reason());
        }
        List<Step.Unusable> unusable = steps.stream()
                .filter(Step.Unusable.class::isInstance)
                .map(Step.Unusable.class::cast)
                .toList();
        if (unusable.size() > contract.mostUnusable()) {
            return Optional.of(unusable.size() + " of " + steps.size() + " steps cannot be used, at most "
                    + contract.mostUnusable() + " may be; the last of them: "
                    + unusable.getLast().reason());
        }
        return Optional.empty();
    }

    /**
     * The network's input, {@code features × window}, row-major.
     *
     * @throws IllegalArgumentException for a window with a {@link #refusal}
     */
    public float[] encode(Window window) {
        refusal(window).ifPresent(reason -> {
            throw new IllegalArgumentException("a window that cannot be used was to be laid out: " + reason);
        });
        List<List<Double>> columns = columns(window.steps());
        float[] encoded = new float[contract.features() * contract.window()];
        int at = 0;
        for (int i = 0; i < contract.inputs().size(); i++) {
            LifeInput input = contract.inputs().get(i);
            if (!input.feature()) {
                continue;
            }
            for (List<Double> column : columns) {
                encoded[at++] = input.scale(column.get(i));
            }
        }
        return encoded;
    }

    /** Exactly as many columns as the network sees: unusable steps bridged, the oldest repeated where history is short. */
    private List<List<Double>> columns(List<Step> steps) {
        List<Step> newest = steps.subList(Math.max(0, steps.size() - contract.window()), steps.size());
        List<Double> held = firstUsable(newest);
        List<List<Double>> columns = new ArrayList<>(contract.window());
        for (int i = newest.size(); i < contract.window(); i++) {
            columns.add(held);
        }
        for (Step step : newest) {
            if (step instanceof Step.Usable usable) {
                held = usable.values();
            }
            columns.add(held);
        }
        return columns;
    }

    private static List<Double> firstUsable(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Usable usable) {
                return usable.values();
            }
        }
        throw new IllegalArgumentException("no step of the window can be used");
    }
}
