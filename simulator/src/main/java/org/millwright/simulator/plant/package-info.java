/** The whole plant at work: physics, station, camera, MQTT and truth put together. */
@NullMarked
package org.millwright.simulator.plant;

import org.jspecify.annotations.NullMarked;
