package org.millwright.edge.models;

import org.jspecify.annotations.Nullable;

/** Something that cannot be done with a model; the message names the model, the reason and the remedy. */
public final class ModelStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ModelStoreException(String message) {
        super(message);
    }

    ModelStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
