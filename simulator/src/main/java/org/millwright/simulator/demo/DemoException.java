package org.millwright.simulator.demo;

/** Why the demo cannot start or go on, in one sentence with the remedy. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
