package org.millwright.simulator.faults;

import java.util.List;
import java.util.Random;

/**
 * One declaration.
 *
 * @param name for {@code --scenario}
 * @param keeps what its sources must keep; looked up before it runs
 * @param runs how often the fault strikes, one time after the other in the same plant, unless told otherwise
 */
record Scenario(String name, String what, Plan plan, List<Keep> keeps, Outcome outcome, int runs, Fault fault) {

    /** Does its damage, and mends it as far as a plant would; called once a run. */
    interface Fault {

        void strike(Rig rig, Random random) throws Exception;
    }

    /** Throws when the plan does not keep what is declared. */
    void assertKept() {
        for (Keep keep : keeps) {
            keep.missingIn(plan).ifPresent(why -> {
                throw new FaultsException(name + " declares " + keep + ", but " + why);
            });
        }
    }
}
