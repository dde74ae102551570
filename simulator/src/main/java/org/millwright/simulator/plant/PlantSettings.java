package org.millwright.simulator.plant;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.opcua.ServerSettings;

/**
 * What a plant is to be like.
 *
 * @param mqttPort, cameraPort and truthPort: above 0
 * @param seed of line and parts, 0 to 2^31 - 1
 * @param speed plant seconds in a second; the station and its parts keep real time
 * @param partEvery time between two parts; longer than {@code stationDeadline}
 * @param defectRate share of parts with a defect, 0 to 1
 * @param difficulty of seeing a defect, 0 to 1
 * @param vibrationOverMqtt whether the spindle's waveforms are published by MQTT as well
 */
public record PlantSettings(
        ServerSettings opcUa,
        int mqttPort,
        int cameraPort,
        int truthPort,
        long seed,
        double speed,
        WearSettings wear,
        Duration partEvery,
        Duration stationDeadline,
        double defectRate,
        double difficulty,
        boolean vibrationOverMqtt) {

    public PlantSettings {
        requireNonNull(opcUa, "opcUa is null");
        requireNonNull(wear, "wear is null");
        within("seed", (double) seed, 0, Integer.MAX_VALUE);
        within("speed", speed, 0.01, 1000);
        within("defect rate", defectRate, 0, 1);
        within("difficulty", difficulty, 0, 1);
        if (partEvery.compareTo(stationDeadline) <= 0) {
            throw new IllegalArgumentException("a part every " + partEvery.toMillis() + " ms: must be longer than the"
                    + " station deadline of " + stationDeadline.toMillis() + " ms");
        }
    }

    private static void within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " " + value + ": must be " + low + " to " + high);
        }
    }
}
