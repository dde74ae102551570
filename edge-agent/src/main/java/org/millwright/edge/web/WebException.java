package org.millwright.edge.web;

import org.jspecify.annotations.Nullable;

/** The page cannot be served; the message is one sentence with the remedy. */
public final class WebException extends RuntimeException {

    WebException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
