package org.millwright.edge.output;

/** Something is to be written that the configuration's {@code outputs.allow} does not name. */
public final class OutputNotAllowedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputNotAllowedException(String message) {
        super(message);
    }
}
