package org.millwright.maintenance.training;

/** Something that the person at the keyboard can put right; the message says what and how. */
final class CannotTrain extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotTrain(String message) {
        super(message);
    }

    CannotTrain(String message, Throwable cause) {
        super(message, cause);
    }
}
