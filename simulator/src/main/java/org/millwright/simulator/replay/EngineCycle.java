package org.millwright.simulator.replay;

import java.util.List;

/**
 * One flight of one engine.
 *
 * @param cycle from 1
 * @param settings three operational settings
 * @param sensors 21 sensors
 */
public record EngineCycle(long cycle, List<Double> settings, List<Double> sensors) {

    static final int SETTINGS = 3;
    static final int SENSORS = 21;

    public EngineCycle {
        settings = List.copyOf(settings);
        sensors = List.copyOf(sensors);
        if (settings.size() != SETTINGS || sensors.size() != SENSORS) {
            throw new IllegalArgumentException(
                    "an engine cycle has 3 settings and 21 sensors, not " + settings.size() + " and " + sensors.size());
        }
    }
}
