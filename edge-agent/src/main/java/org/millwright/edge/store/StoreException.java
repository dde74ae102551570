package org.millwright.edge.store;

import org.jspecify.annotations.Nullable;

/** The embedded store cannot do what was asked; the message is one sentence for a person, with the remedy. */
public final class StoreException extends RuntimeException {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
