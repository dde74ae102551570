package org.millwright.edge.config;

import java.time.Duration;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/**
 * The nodes of the handshake with a station's PLC, all on the OPC UA source {@code source}.
 *
 * <p>The PLC writes {@code busy}, {@code part}, {@code sequence} and {@code acknowledge}; the agent writes the others,
 * and only where the file's {@code outputs.allow} names them.
 */
public record ReleaseConfig(
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
        Duration heartbeatEvery) {}
