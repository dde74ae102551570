package org.millwright.edge.source.opcua;

import java.util.List;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.waveform.Recordings;

/** What is to be monitored: what the configuration names, and what the handshakes watch and write. */
record Wanted(OpcUaSourceConfig config, List<Handshake> handshakes, Recordings recordings) {}
