package org.millwright.edge.source.mqtt;

/** Writes to the one topic that the configuration allows. Any thread; never blocks. */
public interface TopicWriter {

    /**
     * Sends at QoS 1, not retained, once the connection's thread comes to it.
     *
     * @return false where the broker is away or a thousand writes wait; the payload is then dropped and counted as
     *     {@code write-refused}, since a verdict that is late is worth nothing
     */
    boolean offer(byte[] payload);
}
