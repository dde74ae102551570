package org.millwright.simulator.demo;

/** Why the demo cannot start or go on, in one sentence with the remedy. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
