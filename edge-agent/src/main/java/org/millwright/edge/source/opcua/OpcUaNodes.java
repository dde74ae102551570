package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.signal.Value;

/** Single nodes of a server, for a handshake: watched apart from the signals, and written in order. */
public interface OpcUaNodes {

    /** One value for one node; it is sent in the node's own data type. */
    record Write(NodeAddress node, Value value) {}

    /** Hears of the watched nodes on the client's own threads; must return at once. */
    interface Listener {

        /** The node's value changed, or was sent for the first time on this connection. */
        void changed(NodeAddress node, Value value, int statusCode);

        /** The connection is gone: what was heard is no longer known to hold. */
        void lost();
    }

    /**
     * Announces a handshake: {@code watched} is subscribed to on every connection, {@code written} may be written. Call it
     * before the source is started; a node that nobody announced cannot be written at all.
     *
     * @param interval both sampling and publishing; as fast as the handshake needs
     */
    void attach(List<NodeAddress> watched, List<NodeAddress> written, Duration interval, Listener listener);

    /**
     * Writes all of {@code writes} in their order, in one request, and waits for the answer.
     *
     * @throws OpcUaException when there is no connection, no answer within {@code timeout}, or a write is refused; the
     *     message names the node and what it answered
     */
    void write(List<Write> writes, Duration timeout);
}
