package org.millwright.maintenance;

import java.util.List;

/**
 * The newest steps of one machine.
 *
 * @param steps oldest first, without holes: a step that nothing is known of is there as unusable
 * @param unusableNow inputs that nothing usable is known of at this moment, each with the reason
 * @param restarts how often the axis jumped back since the assembler was made: a part was replaced, the window restarted
 */
public record Window(List<Step> steps, List<String> unusableNow, long restarts) {

    public Window {
        steps = List.copyOf(steps);
        unusableNow = List.copyOf(unusableNow);
    }

    /** How many of the steps can be used. */
    public int usable() {
        return (int) steps.stream().filter(Step.Usable.class::isInstance).count();
    }
}
