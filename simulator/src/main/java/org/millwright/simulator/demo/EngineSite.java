package org.millwright.simulator.demo;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The agent's configuration for a hall full of C-MAPSS engines: all variables of each, and one model for the kind. */
final class EngineSite {

    private static final int SENSORS = 21;

    private EngineSite() {}

    /** The machine's name, on the server and in the store. */
    static String name(int unit) {
        return String.format(Locale.ROOT, "Engine%03d", unit);
    }

    static String yaml(String subset, Collection<Integer> units, Path model, Ports ports) {
        String machines = units.stream()
                .map(EngineSite::name)
                .map(name ->
                        "        - {name: %1$s, kind: turbofan, browse: \"nsu=urn:millwright:simulator;s=Line/%1$s\"}"
                                .formatted(name))
                .collect(Collectors.joining("\n"));
        String sensors = IntStream.rangeClosed(1, SENSORS)
                .mapToObj(i -> ", sensor-" + i + ": Sensor" + i)
                .collect(Collectors.joining());
        return """
                site: {enterprise: nasa, site: c-mapss, area: %s, line: engines}
                data: ./data
                sources:
                  - opcua:
                      name: engines
                      endpoint: opc.tcp://127.0.0.1:%d/millwright
                      trust: first-use
                      login: {user: operator, password-env: PLANT_PASSWORD}
                      queue-size: 100
                      machines:
                %s
                prognoses:
                  - kind: turbofan
                    model: %s
                    inputs: {cycle: Cycle%s}
                store: {embedded: {port: %d}}
                web: {port: %d}
                """.formatted(
                subset.toLowerCase(Locale.ROOT), ports.opcua(), machines, model, sensors, ports.store(), ports.web());
    }
}
