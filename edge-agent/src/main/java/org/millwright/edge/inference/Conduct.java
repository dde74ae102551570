package org.millwright.edge.inference;

import java.util.Optional;

/** How the model that decides conducts itself. NOT thread safe. */
interface Conduct<D extends Decided> {

    boolean isOf(String model);

    void take(D decided);

    /** Why it should not go on deciding; empty while it may. */
    Optional<String> complaint();

    /** Why what it is given is no longer what it was trained on; empty while it is, and where it is not known. */
    Optional<String> drift();

    /** Population stability index; NaN where it is not known. */
    double driftIndex();
}
