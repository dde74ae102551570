/** MQTT source. Paho's and Tahu's types stay inside. */
@NullMarked
package org.millwright.edge.source.mqtt;

import org.jspecify.annotations.NullMarked;
