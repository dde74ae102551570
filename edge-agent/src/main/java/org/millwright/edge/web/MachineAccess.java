package org.millwright.edge.web;

/** What may be asked of the watched machines; any thread. */
@FunctionalInterface
public interface MachineAccess {

    /**
     * Asks for a machine's normal behaviour to be learned anew.
     *
     * @throws IllegalArgumentException in words, where that cannot be done
     */
    void learnAnew(String machine, String by, String why);
}
