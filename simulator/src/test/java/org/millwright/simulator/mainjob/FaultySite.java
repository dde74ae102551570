package org.millwright.simulator.mainjob;

import java.net.URI;
import java.nio.file.Path;
import org.millwright.simulator.demo.Ports;

/** A configuration that is correct, for a plant that is not as it says. */
final class FaultySite {

    private FaultySite() {}

    static String yaml(Ports ports, URI brokenCamera, Path tamperedModel) {
        return """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                data: ./data
                sources:
                  - opcua:
                      name: plant
                      endpoint: opc.tcp://127.0.0.1:%1$d/millwright
                      trust: listed
                      login: {user: operator, password-env: PLANT_PASSWORD}
                      machines:
                        - name: press-1
                          kind: press
                          prefix: "nsu=urn:millwright:simulator;s=Press."
                          signals:
                            - {name: oil-temperature, node: OilTemperature, unit: degC}
                            - {name: nowhere, node: NoSuchNode}
                            - {name: state, node: State, type: number}
                        - name: robot-1
                          kind: robot
                          prefix: "nsu=urn:millwright:simulator;s=Robot."
                          signals:
                            - {name: joint-1, node: Joint1Position, unit: deg}
                            - {name: program, node: Program, type: text}
                  - opcua:
                      name: locked
                      endpoint: opc.tcp://127.0.0.1:%1$d/millwright
                      trust: listed
                      login: {user: operator, password-env: WRONG_PASSWORD}
                      machines:
                        - {name: press-2, kind: press, browse: "nsu=urn:millwright:simulator;s=Line/Press"}
                  - mqtt:
                      name: energy
                      broker: tcp://127.0.0.1:%2$d
                      machines:
                        - name: meter-1
                          kind: energy-meter
                          topic: millwright/line-1/meter-1/telemetry
                          signals:
                            - {name: active-power, value: /active_power_kw, time: /ts, unit: kW}
                  - camera: {name: camera-1, url: "http://127.0.0.1:%3$d/camera.mjpg"}
                  - camera: {name: camera-2, url: "%4$s"}
                inspections:
                  - {station: station-1, camera: camera-1, model: %5$s}
                  - {station: station-2, camera: camera-2, model: %6$s}
                store: {embedded: {port: %7$d}}
                web: {port: %8$d}
                """.formatted(
                        ports.opcua(),
                        ports.mqtt(),
                        ports.camera(),
                        brokenCamera,
                        tamperedModel,
                        Built.HOME.resolve("vision/models/surface"),
                        ports.store(),
                        ports.web());
    }
}
