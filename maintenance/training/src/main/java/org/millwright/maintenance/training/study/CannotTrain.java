package org.millwright.maintenance.training.study;

/** Something that the person at the keyboard can put right; the message says what and how. */
public final class CannotTrain extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotTrain(String message) {
        super(message);
    }

    public CannotTrain(String message, Throwable cause) {
        super(message, cause);
    }
}
