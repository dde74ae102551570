package org.millwright.edge.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made or restored; the message is one sentence for a person, with the remedy. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
