package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.MqttSourceConfig.MqttWaveform;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.waveform.SampleFormat;

class VibrationConfigTest {

    private static final String PLANT = ConfigFile.SITE + """
            sources:
              - opcua:
                  name: plant
                  endpoint: opc.tcp://127.0.0.1:4840/millwright
                  machines:
                    - name: spindle-1
                      kind: spindle
                      prefix: "nsu=urn:plc;s=Spindle."
                      signals:
                        - {name: speed, node: Speed, unit: 1/min}
                        - {name: program, node: Program, type: text}
                      waveforms:
                        - {name: vibration, node: Waveform, unit: m/s2}
              - mqtt:
                  name: box
                  broker: tcp://127.0.0.1:1883
                  machines:
                    - name: fan-1
                      kind: fan
                      waveforms:
                        - {name: rear, topic: box/fan-1/rear, encoding: int16-be, scale: 0.001, unit: g}
            """;

    private static final String GEOMETRY =
            "bearing: {rolling-elements: 9, element-diameter: 7.94, pitch-diameter: 39.04}";

    @TempDir
    Path folder;

    private List<String> problems(String text) {
        return new ConfigFile(folder).problems(PLANT + text);
    }

    @Test
    void waveformsHaveAnAddressAndBearingsAGeometryOrFactors() {
        AgentConfig config = new ConfigFile(folder).valid(PLANT + """
                vibrations:
                  - {machine: spindle-1, waveform: vibration, part: front bearing, rate: 25600, speed: speed, samples: 16384,
                     bearing: {rolling-elements: 9, element-diameter: 7.94, pitch-diameter: 39.04, contact-angle: 0},
                     limits: {rms: 12.5, kurtosis: 8}, stale-after: 2s}
                  - {machine: fan-1, waveform: rear, rate: 12000, speed: 1480, bearing: {outer: 3.585, inner: 5.415, ball: 4.714, cage: 0.398}}
                """);

        OpcUaSourceConfig plant = (OpcUaSourceConfig) config.sources().getFirst();
        assertThat(plant.waveforms()).singleElement().satisfies(waveform -> {
            assertThat(waveform.address()).isEqualTo(new NodeAddress.ById("nsu=urn:plc;s=Spindle.Waveform"));
            assertThat(waveform.channel().unit()).isEqualTo("m/s2");
            assertThat(waveform.sampling().queueSize()).isEqualTo(2);
        });
        MqttWaveform blob =
                ((MqttSourceConfig) config.sources().getLast()).waveforms().getFirst();
        assertThat(blob.topic()).isEqualTo("box/fan-1/rear");
        assertThat(blob.format()).isEqualTo(new SampleFormat(SampleFormat.Encoding.INT16_BE, 0.001));
        VibrationConfig spindle = config.vibrations().getFirst();
        assertThat(spindle.rate()).isEqualTo(new Figure.Fixed(25_600));
        assertThat(spindle.speed()).isEqualTo(new Figure.Told("speed"));
        assertThat(spindle.orders().inner()).isCloseTo(5.415, within(0.001));
        assertThat(spindle.samples()).hasValue(16_384);
        assertThat(spindle.highestRms()).hasValue(12.5);
        assertThat(spindle.highestKurtosis()).hasValue(8);
        assertThat(spindle.staleAfter()).isEqualTo(Duration.ofSeconds(2));
        VibrationConfig fan = config.vibrations().getLast();
        assertThat(fan.orders().outer()).isEqualTo(3.585);
        assertThat(fan.part()).isEqualTo("bearing");
        assertThat(fan.samples()).isEmpty();
        assertThat(fan.highestRms()).isEmpty();
    }

    @Test
    void everythingThatIsWrongWithABearingIsSaid() {
        assertThat(
                        problems(
                                "vibrations:\n"
                                        + "  - {machine: spindle-1, waveform: vibraton, rate: 25600, speed: sped, "
                                        + GEOMETRY + "}\n"
                                        + "  - {machine: spindle-1, waveform: vibration, rate: fast, speed: program, "
                                        + GEOMETRY + "}\n"
                                        + "  - {machine: spindle-1, waveform: vibration, rate: 8000, speed: 14000, "
                                        + GEOMETRY + "}\n"
                                        + "  - {machine: fan-1, waveform: rear, rate: 5, speed: 1e9, bearing: {outer: 5.4, inner: 3.6, ball: 4.7, cage: 0.4}}\n"
                                        + "  - {machine: fan-1, waveform: rear, speed: 1480, bearing: {rolling-elements: 2, element-diameter: 40, pitch-diameter: 39}}\n"
                                        + "  - {machine: fan-1, waveform: rear, rate: 12000, speed: 1480, limits: {rms: -1, kurt: 4}}\n"))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":24:", "speed=sped: spindle-1 has no signal sped", "speed?"),
                        line -> assertThat(line)
                                .contains(
                                        ":24:", "waveform=vibraton: spindle-1 has no waveform vibraton", "vibration?"),
                        line -> assertThat(line).contains(":25:", "rate=fast: spindle-1 has no signal fast"),
                        line -> assertThat(line).contains(":25:", "speed=program: is a text signal"),
                        line -> assertThat(line)
                                .contains(
                                        ":26:", "rate=8000: is too low for this bearing at 14000/min", "15163 samples"),
                        line -> assertThat(line).contains(":26:", "spindle-1/vibration is examined already (line 25)"),
                        line -> assertThat(line).contains(":27:", "rate=5: must be from 100 to 10000000"),
                        line -> assertThat(line).contains(":27:", "speed=1e9: must be from 10 to 1000000"),
                        line -> assertThat(line).contains(":27:", "outer=5.4: must be smaller than inner", "BPFO"),
                        line -> assertThat(line).contains(":28:", "rate: is missing; write samples a second"),
                        line -> assertThat(line).contains(":28:", "rolling-elements=2: must be from 3 to 200"),
                        line -> assertThat(line)
                                .contains(":28:", "element-diameter=40: must be smaller than the pitch-diameter"),
                        line -> assertThat(line)
                                .contains(":29:", "bearing: is missing; write bearing: {rolling-elements"),
                        line -> assertThat(line).contains(":29:", "limits.rms=-1: must be from"),
                        line -> assertThat(line).contains(":29:", "limits.kurt=4: is not a key here", "kurtosis"));
    }

    @Test
    void everythingThatIsWrongWithAnAddressIsSaid() {
        assertThat(new ConfigFile(folder).problems(ConfigFile.SITE + """
                        sources:
                          - opcua:
                              name: plant
                              endpoint: opc.tcp://127.0.0.1:4840/millwright
                              machines:
                                - name: spindle-1
                                  kind: vibration
                                  waveforms:
                                    - {name: front}
                                    - {name: front, node: "nsu=urn:plc;s=W"}
                          - mqtt:
                              name: box
                              broker: tcp://127.0.0.1:1883
                              machines:
                                - name: fan-1
                                  kind: fan
                                  waveforms:
                                    - {name: a, topic: box/+/a, encoding: int16-le}
                                    - {name: b, topic: box/b, encoding: float-32, scale: 0}
                                    - {name: c, topic: box/c}
                        """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(":8:", "kind=vibration: is kept for what the agent itself says"),
                        line -> assertThat(line).contains(":10:", "node: is missing"),
                        line -> assertThat(line)
                                .contains(":11:", "name=front: spindle-1 has this waveform already (line 10)"),
                        line -> assertThat(line).contains(":19:", "topic=box/+/a: must be one topic"),
                        line -> assertThat(line).contains(":20:", "encoding=float-32: is not known here", "float32-le"),
                        line -> assertThat(line).contains(":20:", "scale=0: makes every sample 0"),
                        line -> assertThat(line).contains(":21:", "encoding: is missing; write float32-le"));
    }
}
