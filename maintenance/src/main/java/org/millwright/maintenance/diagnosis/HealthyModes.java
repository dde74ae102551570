package org.millwright.maintenance.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of a question's modes are none: a record of a machine that was well has such a mode too. */
public final class HealthyModes {

    /** What people call it, in small letters. */
    private static final List<String> USUAL =
            List.of("none", "normal", "ok", "healthy", "good", "no failure", "no fault", "no-failure", "no_failure");

    private HealthyModes() {}

    /**
     * The modes that mean that nothing is wrong; empty where that is said by naming no mode, or a quantity is asked for.
     *
     * @param named as somebody said; empty to go by the usual names
     * @throws IllegalArgumentException in one sentence where that is none of the modes, or nobody could tell
     */
    public static Set<String> of(Question question, Set<String> named) {
        return switch (question) {
            case Question.OneMode one -> among(one.modes(), named, true);
            case Question.AnyModes any -> among(any.modes(), named, false);
            case Question.HowMuch much -> {
                if (!named.isEmpty()) {
                    throw new IllegalArgumentException("the model tells how much " + much.quantity()
                            + ", which has no healthy mode; leave healthy out");
                }
                yield Set.of();
            }
        };
    }

    private static Set<String> among(List<String> modes, Set<String> named, boolean needed) {
        List<String> unknown =
                named.stream().filter(name -> !modes.contains(name)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join(", ", unknown) + " is none of the model's modes; write healthy with some of " + modes);
        }
        Set<String> healthy = named.isEmpty()
                ? modes.stream()
                        .filter(mode -> USUAL.contains(mode.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(named);
        if (needed && healthy.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model's modes do not tell which means that nothing is wrong; write healthy with one of "
                            + modes);
        }
        return healthy;
    }
}
