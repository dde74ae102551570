package org.millwright.simulator.faults;

/** The harness itself cannot go on; the message names the thing and the remedy. */
final class FaultsException extends RuntimeException {

    FaultsException(String message) {
        super(message);
    }

    FaultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
