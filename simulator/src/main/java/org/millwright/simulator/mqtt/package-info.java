/**
 * The plant's MQTT side: an embedded broker, a machine that sends JSON, and one that is a Sparkplug B edge node.
 *
 * <pre>{@code
 * try (PlantBroker broker = new PlantBroker(1883);
 *         JsonTelemetry meter = new JsonTelemetry(broker.uri(), "meter-1", "millwright/line-1/meter-1/telemetry", quantities);
 *         SparkplugNode drive = new SparkplugNode(broker.uri(), "line-1", "drive-1", metrics)) {
 *     meter.publish(now); // on the thread that steps the line; never blocks
 *     drive.publish(now);
 * }
 * }</pre>
 *
 * <p>The name of a quantity is its JSON key or its Sparkplug metric. Both connect by themselves and for ever, so they may
 * be made before the broker, and any other broker will do.
 */
@NullMarked
package org.millwright.simulator.mqtt;

import org.jspecify.annotations.NullMarked;
