package org.millwright.simulator.line;

import java.util.List;

/** One machine of the line. NOT thread safe: stepped and read on one thread. */
public interface Machine {

    /** Such as {@code Press}; also the first half of its node ids. */
    String name();

    /** The same list for the machine's whole life. */
    List<Quantity> quantities();

    /** Lets {@code seconds} of plant time pass; the line always calls it with its fixed tick. */
    void step(double seconds);

    /** What the machine draws from the grid right now. */
    double powerKilowatts();
}
