package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/** Asks the server to send again what it sent and what did not arrive (OPC 10000-4, 5.14.6). */
record CatchUp(Link link) {

    /** Of a longer gap the server has no more than the end. */
    private static final long MOST = 4_096;

    sealed interface Result {

        /** All that was missing is here. */
        record Whole() implements Result {}

        /** That many messages are not to be had any more. */
        record Lost(long messages) implements Result {}

        /** The server does not have the subscription any more. */
        record Gone() implements Result {}
    }

    private enum Answer {
        HERE,
        NOT_AVAILABLE,
        GONE
    }

    /** Fetches the messages from the next one up to and without {@code until}, then lets go on what was held back. */
    Result upTo(ServerSubscription subscription, long until) throws UaException {
        long lost = 0;
        long next = subscription.sequence().expected();
        while (SequenceNumbers.isAhead(until, next)) {
            long beyond = SequenceNumbers.distance(next, until) - MOST;
            if (beyond > 0) {
                lost += beyond;
                next = SequenceNumbers.plus(next, beyond);
                subscription.sequence().skipTo(next);
            }
            Answer answer = again(subscription, next);
            if (answer == Answer.GONE) {
                return new Result.Gone();
            }
            if (answer == Answer.NOT_AVAILABLE) {
                lost++;
                subscription.sequence().skipTo(SequenceNumbers.after(next));
            }
            next = subscription.sequence().expected();
        }
        return lost == 0 ? new Result.Whole() : new Result.Lost(lost);
    }

    /**
     * Fetches whatever was sent since the last message that arrived; how much is not known. Then let go on what was held
     * back.
     *
     * @param available what the server says it can send again; may be empty where it does not say
     */
    Result all(ServerSubscription subscription, Set<Long> available) throws UaException {
        long lost = 0;
        while (true) {
            long next = subscription.sequence().expected();
            switch (again(subscription, next)) {
                case HERE -> {
                    // And the one after it.
                }
                case GONE -> {
                    return new Result.Gone();
                }
                case NOT_AVAILABLE -> {
                    long later = available.stream()
                            .filter(number -> SequenceNumbers.isAhead(number, next))
                            .mapToLong(number -> SequenceNumbers.distance(next, number))
                            .min()
                            .orElse(0);
                    if (later == 0) {
                        return lost == 0 ? new Result.Whole() : new Result.Lost(lost);
                    }
                    lost += later;
                    subscription.sequence().skipTo(SequenceNumbers.plus(next, later));
                }
            }
        }
    }

    private Answer again(ServerSubscription subscription, long number) throws UaException {
        try {
            var response = link.client().republish(subscription.id(), uint(number));
            subscription.fetched(Message.of(response, link.client().getStaticEncodingContext()));
            return subscription.sequence().expected() == number ? Answer.NOT_AVAILABLE : Answer.HERE;
        } catch (UaException e) {
            long code = e.getStatusCode().value();
            if (code == StatusCodes.Bad_SubscriptionIdInvalid || code == StatusCodes.Bad_NoSubscription) {
                return Answer.GONE;
            }
            if (code == StatusCodes.Bad_MessageNotAvailable
                    || code == StatusCodes.Bad_DecodingError
                    || Statuses.isUnsupported(code)) {
                return Answer.NOT_AVAILABLE;
            }
            throw e;
        }
    }
}
