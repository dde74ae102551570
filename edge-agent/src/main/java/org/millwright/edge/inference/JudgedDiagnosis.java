package org.millwright.edge.inference;

import org.millwright.edge.signal.Diagnosis;

/**
 * What a model made of one machine, with all that was known.
 *
 * @param nowNanos up to when readings were settled, by the agent's clock (epoch nanoseconds)
 * @param anew whether the model was asked, and not known to say the same of the same values
 * @param failed whether there is no answer because of the model itself
 * @param strange whether there is none because the inputs are not what it was trained on
 * @param told whether it is worth a row
 */
record JudgedDiagnosis(Diagnosis diagnosis, long nowNanos, boolean anew, boolean failed, boolean strange, boolean told)
        implements Decided {

    @Override
    public String model() {
        return diagnosis.model();
    }
}
