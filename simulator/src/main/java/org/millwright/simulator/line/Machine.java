package org.millwright.simulator.line;

import java.util.List;

/** One machine of the line. NOT thread safe: stepped and read on one thread. */
public interface Machine {

    /** Such as {@code Press}; also the first half of its node ids. */
    String name();

    /** The same list for the machine's whole life. */
    List<Quantity> quantities();

    /** Lets {@code seconds} of plant time pass. */
    void step(double seconds);
}
