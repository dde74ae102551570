package org.millwright.simulator.process;

/** Something that the person at the keyboard can put right. The message names the thing and the remedy. */
public final class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
