package org.millwright.edge.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot do what was asked; the message is one sentence for a person, with the remedy. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean damaged;

    JournalException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    JournalException(String message, @Nullable Throwable cause, boolean damaged) {
        super(message, cause);
        this.damaged = damaged;
    }

    /** Whether it is the file's content that is at fault, so that trying again is no use. */
    boolean isDamage() {
        return damaged;
    }
}
