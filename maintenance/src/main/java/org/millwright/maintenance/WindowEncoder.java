package org.millwright.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays a window out for the network, as the contract's {@link Layout} says. Training and the gateway both go through here,
 * so they cannot differ. Thread safe.
 */
public final class WindowEncoder {

    private final LifeContract contract;
    private final Scaling scaling;
    private final Optional<SummaryLayout> summary;

    public WindowEncoder(LifeContract contract) {
        this.contract = contract;
        this.scaling = new Scaling(contract);
        this.summary = switch (contract.layout()) {
            case Layout.Steps() -> Optional.empty();
            case Layout.Summary layout -> Optional.of(new SummaryLayout(contract, layout, scaling));
        };
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
        if (steps.getLast() instanceof Step.Usable newest && isBridged(newest)) {
            return Optional.of(unseen(newest));
        }
        return gaps(steps).or(() -> summary.flatMap(layout -> layout.refusal(newest(steps))));
    }

    /** What is bridged is a guess, whether nothing is known of a step or nothing was learned of where the machine was. */
    private Optional<String> gaps(List<Step> steps) {
        int bridged = 0;
        Step last = steps.getLast();
        for (Step step : steps) {
            if (isBridged(step)) {
                bridged++;
                last = step;
            }
        }
        if (bridged <= contract.mostUnusable()) {
            return Optional.empty();
        }
        String reason = switch (last) {
            case Step.Unusable unusable -> unusable.reason();
            case Step.Usable unseen -> unseen(unseen);
        };
        return Optional.of(bridged + " of " + steps.size() + " steps cannot be used, at most " + contract.mostUnusable()
                + " may be; the last of them: " + reason);
    }

    private boolean isBridged(Step step) {
        return switch (step) {
            case Step.Unusable unusable -> true;
            case Step.Usable usable -> scaling.regime(usable.values()) == Scaling.UNKNOWN;
        };
    }

    private String unseen(Step.Usable step) {
        return "operating point was not seen in training: " + scaling.operatingPoint(step.values());
    }

    /** Features whose newest value lies outside of what was seen in training, in words. */
    List<String> outOfRange(Window window) {
        List<String> found = new ArrayList<>();
        if (window.steps().getLast() instanceof Step.Usable newest) {
            int regime = scaling.regime(newest.values());
            for (int i = 0; i < contract.inputs().size(); i++) {
                if (regime != Scaling.UNKNOWN && contract.inputs().get(i).feature()) {
                    scaling.outOfRange(regime, i, newest.values().get(i)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Whether the window begins after the part's first steps: the agent did not see it new, or not all of it fits. */
    public boolean joinedLate(Window window) {
        List<Step> steps = newest(window.steps());
        return summary.isPresent() && !steps.isEmpty() && steps.getFirst().index() > contract.leastSteps();
    }

    private List<Step> newest(List<Step> steps) {
        return steps.subList(Math.max(0, steps.size() - contract.window()), steps.size());
    }

    /**
     * The network's input, row-major.
     *
     * @throws IllegalArgumentException for a window with a {@link #refusal}
     */
    public float[] encode(Window window) {
        refusal(window).ifPresent(reason -> {
            throw new IllegalArgumentException("a window that cannot be used was to be laid out: " + reason);
        });
        return laidOut(window);
    }

    /** {@link #encode} of a window that is known to have no {@link #refusal}. */
    float[] laidOut(Window window) {
        List<Step> newest = newest(window.steps());
        return summary.map(layout -> layout.encode(newest)).orElseGet(() -> rows(newest));
    }

    /** {@code features × window}. */
    private float[] rows(List<Step> newest) {
        List<List<Double>> columns = columns(newest);
        int[] regimes = columns.stream().mapToInt(scaling::regime).toArray();
        float[] encoded = new float[contract.features() * contract.window()];
        int at = 0;
        for (int i = 0; i < contract.inputs().size(); i++) {
            LifeInput input = contract.inputs().get(i);
            if (!input.feature()) {
                continue;
            }
            for (int step = 0; step < regimes.length; step++) {
                encoded[at++] = (float)
                        scaling.scaled(regimes[step], i, columns.get(step).get(i));
            }
        }
        return encoded;
    }

    /** Exactly as many columns as the network sees: unusable steps bridged, the oldest repeated where history is short. */
    private List<List<Double>> columns(List<Step> newest) {
        List<Double> held = firstUsable(newest);
        List<List<Double>> columns = new ArrayList<>(contract.window());
        for (int i = newest.size(); i < contract.window(); i++) {
            columns.add(held);
        }
        for (Step step : newest) {
            if (step instanceof Step.Usable usable && !isBridged(usable)) {
                held = usable.values();
            }
            columns.add(held);
        }
        return columns;
    }

    private List<Double> firstUsable(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Usable usable && !isBridged(usable)) {
                return usable.values();
            }
        }
        throw new IllegalArgumentException("no step of the window can be used");
    }
}
