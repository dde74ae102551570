package org.millwright.edge.source.opcua;

import java.util.Locale;

/**
 * Where the recovery of a connection stands. What to do in a phase is {@link Epoch}'s; which phase comes after which is said
 * here alone.
 */
sealed interface Phase {

    /** A session was made: subscriptions of an earlier one are taken over where they can be trusted. */
    record TakingOver() implements Phase {}

    /** The subscriptions that are ours: what was sent and did not arrive is asked for again. */
    record CatchingUp() implements Phase {}

    /** What is not monitored is; what that left out is noted as a gap first. */
    record Completing() implements Phase {}

    /** All is monitored; gaps are filled from the server's history meanwhile. */
    record Live() implements Phase {}

    /** The session broke, and the library tries to resume it. */
    record Broken() implements Phase {}

    /** Nothing more is to be done with this session; the source makes another, on the same connection where that stands. */
    record Over(String because, boolean connected) implements Phase {}

    /** What came of a phase. */
    sealed interface Outcome {

        record TakenOver() implements Outcome {}

        record CaughtUp() implements Outcome {}

        record Completed() implements Outcome {}

        /** A subscription is no more although the session lives. */
        record SubscriptionEnded() implements Outcome {}

        record SessionLost() implements Outcome {}

        /** The very session that broke lives again. */
        record SessionResumed() implements Outcome {}

        /** The server gave a new session in place of the old one. */
        record SessionReplaced() implements Outcome {}

        /** The server was restarted or its namespaces changed, and with them what every node id means. */
        record Renumbered() implements Outcome {}

        /** We end it, with the reason, or were asked to, with none. */
        record Ended(String because) implements Outcome {}
    }

    /** The phase that follows; an outcome that a phase cannot have is an error of ours. */
    default Phase after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended(String because) -> new Over(because, false);
            case Outcome.TakenOver() when this instanceof TakingOver -> new CatchingUp();
            case Outcome.CaughtUp() when this instanceof CatchingUp -> new Completing();
            case Outcome.Completed() when this instanceof Completing -> new Live();
            case Outcome.SubscriptionEnded() when this instanceof Live -> new Completing();
            case Outcome.SessionLost() when this instanceof Live -> new Broken();
            case Outcome.SessionResumed() when this instanceof Broken -> new CatchingUp();
            case Outcome.SessionReplaced()
            when this instanceof Broken -> new Over("the server made a new session", true);
            case Outcome.SessionReplaced() when this instanceof Live -> new Over("the server made a new session", true);
            case Outcome.Renumbered()
            when this instanceof Live || this instanceof CatchingUp ->
                new Over("the server was restarted, or its namespaces changed", true);
            default ->
                throw new IllegalStateException(String.format(
                        Locale.ROOT, "no phase follows %s with %s", getClass().getSimpleName(), outcome));
        };
    }
}
