package org.millwright.edge.config;

/** One entry of {@code sources}. */
public sealed interface SourceConfig permits OpcUaSourceConfig, MqttSourceConfig, CameraSourceConfig {
    String name();
}
