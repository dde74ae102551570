package org.millwright.hardware.inference;

/** A model bundle that is not what it says it is, or a call that does not fit its contract. The message names the remedy. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
