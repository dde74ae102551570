package org.millwright.edge.config;

import java.time.Duration;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** How a station's verdicts reach the plant. What the agent writes there, the file's {@code outputs.allow} must name. */
public sealed interface ReleaseConfig {

    /** The source whose server or broker is written to. */
    String source();

    Duration heartbeatEvery();

    /**
     * The nodes of the handshake with a station's PLC, all on the OPC UA source {@code source}.
     *
     * <p>The PLC writes {@code busy}, {@code part}, {@code sequence} and {@code acknowledge}; the agent writes the
     * others.
     */
    record Handshake(
            String source,
            NodeAddress busy,
            NodeAddress part,
            NodeAddress sequence,
            NodeAddress acknowledge,
            NodeAddress verdictPart,
            NodeAddress verdictSequence,
            NodeAddress good,
            NodeAddress ready,
            NodeAddress heartbeat,
            Duration heartbeatEvery)
            implements ReleaseConfig {}

    /** Two topics of the MQTT source {@code source}: verdicts on one, the heartbeat on the other. */
    record Announcement(String source, String topic, String heartbeatTopic, Duration heartbeatEvery)
            implements ReleaseConfig {}
}
