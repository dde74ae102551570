package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** What the client's threads tell the source's own thread. */
sealed interface Happening {

    record SessionLost() implements Happening {}

    /** @param session its id, by which a resumed session is told from a new one */
    record SessionActive(NodeId session) implements Happening {}

    /** Messages of the subscription from {@code from} up to and without {@code until} did not come. */
    record Missing(ServerSubscription subscription, long from, long until) implements Happening {}

    /** The subscription is no more, or cannot be trusted any more. */
    record Ended(ServerSubscription subscription, String because) implements Happening {}

    /**
     * The server says that this session has no subscription at all.
     *
     * @param asked those that there were when it was asked; one that was made since is not meant
     */
    record NoSubscription(Publisher by, List<ServerSubscription> asked) implements Happening {}

    /** The server no longer knows the node of this item. */
    record NodeGone(Item item) implements Happening {}

    /** The clock that stamps the values was set by this much. */
    record Stepped(Duration step) implements Happening {}

    record CloseAsked() implements Happening {}
}
