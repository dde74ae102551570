package org.millwright.edge.inference;

import org.millwright.edge.signal.Prognosis;

/**
 * What a model made of one machine, with all that was known.
 *
 * @param nowNanos up to when readings were settled, by the agent's clock (epoch nanoseconds)
 * @param tookNanos how long the model took
 * @param failed whether there is no prognosis because of the model itself
 * @param restarts how often the machine's part was replaced
 */
record JudgedLife(Prognosis prognosis, long nowNanos, long tookNanos, boolean failed, long restarts)
        implements Decided {

    @Override
    public String model() {
        return prognosis.model();
    }
}
