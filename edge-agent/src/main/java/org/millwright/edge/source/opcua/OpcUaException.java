package org.millwright.edge.source.opcua;

import org.jspecify.annotations.Nullable;

/** An OPC UA server could not be reached or refused what was asked; the message names what and the remedy. */
public final class OpcUaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpcUaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    OpcUaException(String message) {
        super(message);
    }
}
