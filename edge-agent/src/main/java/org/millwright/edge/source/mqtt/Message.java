package org.millwright.edge.source.mqtt;

/**
 * One message as the broker sent it.
 *
 * @param qos 0 or 1: never more, as we subscribe at 1
 * @param id the packet id, by which a message at QoS 1 is acknowledged
 * @param retained the broker's memory of a topic, sent because we subscribed
 * @param again the broker has sent it before and heard no acknowledgement (DUP)
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
record Message(String topic, byte[] payload, int qos, int id, boolean retained, boolean again, Age age) {

    /** What is known of how long the broker has had it. */
    enum Age {
        /** It was published after we had subscribed on this connection. */
        FRESH,
        /** It was published before, and kept for us. */
        KEPT,
        /** The broker does not say. */
        UNKNOWN
    }

    boolean wantsAcknowledgement() {
        return qos > 0;
    }
}
