package org.millwright.edge.source.mqtt;

import java.util.function.BooleanSupplier;

/** Ends a Paho client of either version, in order where that still goes. Its threads end with its socket. */
final class Ending {

    /** Throws what its version of Paho throws. */
    interface Step {
        void run() throws Exception;
    }

    private Ending() {}

    static void of(BooleanSupplier isConnected, Step disconnect, Step disconnectByForce, Step close) {
        if (isConnected.getAsBoolean() && !worked(disconnect)) {
            worked(disconnectByForce);
        }
        worked(close);
    }

    /** A client that will not close is no reason not to make a new one. */
    private static boolean worked(Step step) {
        try {
            step.run();
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
