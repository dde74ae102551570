package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.DiagnosisConfig.Agreement;
import org.millwright.edge.config.DiagnosisConfig.Limits;

class DiagnosisConfigTest {

    private static final String MODES =
            Path.of("src/test/resources/models/press").toAbsolutePath().toString();
    private static final String WEAR =
            Path.of("src/test/resources/models/wear").toAbsolutePath().toString();

    private static final String PLANT = ConfigFile.SITE + """
            sources:
              - mqtt:
                  name: box
                  broker: tcp://127.0.0.1:1883
                  machines:
                    - name: press-1
                      kind: press
                      signals:
                        - {name: torque, topic: a/torque, unit: Nm}
                        - {name: speed, topic: a/speed, unit: rpm}
                        - {name: oil, topic: a/oil, unit: °C}
                        - {name: bare, topic: a/bare}
                        - {name: force, topic: a/force, unit: kN}
                        - {name: grade, topic: a/grade, type: text}
                        - {name: code, topic: a/code, type: whole}
                    - name: press-2
                      kind: spare
                      signals:
                        - {name: Torque, topic: b/torque, unit: Nm}
            """;

    private static final String INPUTS = "Torque: torque, Speed: speed, Oil temperature: oil";

    @TempDir
    Path folder;

    private List<String> problems(String text) {
        return new ConfigFile(folder).problems(PLANT + text);
    }

    @Test
    void anEntryNamesAModelAndWhereItsInputsComeFrom() {
        AgentConfig config = new ConfigFile(folder).valid(PLANT + """
                diagnoses:
                  - {kind: press, model: %s, inputs: {%s, Grade: {signal: code, categories: {1: L, 2: M, 3: H}}},
                     healthy: none, every: 2s, agreement: {agreeing: 8, of: 10}, least-probability: 0.7,
                     longest-hold: 10m, stale-after: 3s}
                """.formatted(MODES, INPUTS));

        DiagnosisConfig diagnosis = config.diagnoses().getFirst();
        assertThat(diagnosis.place()).isEqualTo("diagnosis:press");
        assertThat(diagnosis.machine().name()).isEqualTo("press-1");
        assertThat(diagnosis.inputs())
                .isEqualTo(Map.of("Torque", "torque", "Speed", "speed", "Oil temperature", "oil", "Grade", "code"));
        assertThat(diagnosis.categories()).isEqualTo(Map.of("Grade", Map.of("1", "L", "2", "M", "3", "H")));
        assertThat(diagnosis.healthy()).containsExactly("none");
        assertThat(diagnosis.every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(diagnosis.agreement()).isEqualTo(new Agreement(8, 10));
        assertThat(diagnosis.leastProbability()).isEqualTo(0.7);
        assertThat(diagnosis.longestHold()).isEqualTo(Duration.ofMinutes(10));
        assertThat(diagnosis.staleAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(diagnosis.limits()).isEqualTo(Limits.NONE);
    }

    @Test
    void mostNeedNotBeWritten() {
        DiagnosisConfig diagnosis = new ConfigFile(folder)
                .valid(PLANT
                        + "diagnoses:\n  - {machine: press-1, model: %s, inputs: {%s, Grade: grade}, limits: {high: 0.5}}\n"
                                .formatted(WEAR, INPUTS))
                .diagnoses()
                .getFirst();

        assertThat(diagnosis.place()).isEqualTo("diagnosis:press-1");
        assertThat(diagnosis.every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(diagnosis.agreement()).isEqualTo(new Agreement(3, 5));
        assertThat(diagnosis.leastProbability()).isEqualTo(0.5);
        assertThat(diagnosis.longestHold()).isEqualTo(Duration.ofHours(1));
        assertThat(diagnosis.healthy()).isEmpty();
        assertThat(diagnosis.limits().high()).hasValue(0.5);
    }

    @Test
    void everythingThatIsWrongWithAnEntryIsSaid() {
        String model = "model: " + MODES;
        assertThat(problems("diagnoses:\n"
                        + "  - {machine: press-1, " + model
                        + ", inputs: {Torque: force, Speed: bare, Oil temprature: oil, Grade: code}}\n"
                        + "  - {machine: press-2, " + model + ", inputs: {Speed: sped}, healthy: nome}\n"
                        + "  - {machine: press-1, " + model
                        + ", inputs: {Torque: grade, Speed: speed, Oil temperature: speed, Grade: {signal: grade, categories: {low: S}}}, limits: {high: 1, low: 2}}\n"
                        + "  - {machine: press-3, model: ./nowhere, every: 1h, longest-hold: 1s, agreement: {agreeing: 6, of: 5}, least: 1}\n"
                        + "  - {kind: press, model: " + WEAR + ", inputs: {" + INPUTS
                        + ", Grade: grade}, healthy: none, longest-hold: 20h}\n"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains(
                                        ":22:",
                                        "inputs.Torque=force: press-1's signal force is in kN, and the model takes Nm; name a signal in Nm"),
                        line -> assertThat(line)
                                .contains(
                                        ":22:",
                                        "inputs.Speed=bare: press-1's signal bare has no unit, and the model takes 1/min; write unit: 1/min"),
                        line -> assertThat(line)
                                .contains(
                                        ":22:", "the model has no input Oil temprature; did you mean Oil temperature?"),
                        line -> assertThat(line)
                                .contains(
                                        ":22:",
                                        "inputs",
                                        "the model takes Oil temperature, and press-1 has no signal of this name"),
                        line -> assertThat(line)
                                .contains(
                                        ":22:",
                                        "inputs.Grade=code: press-1's signal code is a whole number, and the model takes one of [H, L, M]; write Grade: {signal: code, categories"),
                        line -> assertThat(line).contains(":23:", "inputs.Speed=sped: press-2 has no signal sped"),
                        line -> assertThat(line)
                                .contains(":23:", "the model takes Oil temperature, and press-2 has no signal"),
                        line -> assertThat(line).contains(":23:", "the model takes Grade, and press-2 has no signal"),
                        line -> assertThat(line)
                                .contains(
                                        ":23:",
                                        "healthy=nome: nome is none of the model's modes; write healthy with some of [none"),
                        line -> assertThat(line).contains(":24:", "press-1 has a diagnosis already (line 22)"),
                        line -> assertThat(line)
                                .contains(
                                        ":24:",
                                        "inputs.Torque=grade: press-1's signal grade is a text, and the model takes a quantity"),
                        line -> assertThat(line)
                                .contains(":24:", "inputs.Oil temperature=speed: is the signal of Speed already"),
                        line -> assertThat(line)
                                .contains(
                                        ":24:",
                                        "inputs.Oil temperature=speed: press-1's signal speed is in rpm, and the model takes degC"),
                        line -> assertThat(line).contains(":24:", "inputs.Grade: is the signal of Torque already"),
                        line -> assertThat(line).contains(":24:", "inputs.Grade: the model knows no category S; "),
                        line -> assertThat(line).contains(":24:", "limits.high=1: must be above low"),
                        line -> assertThat(line)
                                .contains(":24:", "limits: are for a quantity, and the model tells modes"),
                        line -> assertThat(line).contains(":25:", "machine=press-3: there is no machine of this name"),
                        line -> assertThat(line).contains(":25:", "model=./nowhere: there is no such folder"),
                        line -> assertThat(line).contains(":25:", "longest-hold=1s: is shorter than every, 1h"),
                        line -> assertThat(line).contains(":25:", "agreement.agreeing=6: is more than the 5 answers"),
                        line -> assertThat(line).contains(":25:", "least=1: is not a key here", "least-probability"),
                        line -> assertThat(line).contains(":26:", "press-1 has a diagnosis already (line 22)"),
                        line -> assertThat(line)
                                .contains(
                                        ":26:",
                                        "healthy=none: the model tells how much wear [mm], which has no healthy mode; leave healthy out"),
                        line -> assertThat(line)
                                .contains(
                                        ":26:",
                                        "longest-hold=20h: is more than 36000 times every, 1s; write at most 10h"));
    }

    @Test
    void theNameOfItsTableIsNoKindOfMachine() {
        assertThat(new ConfigFile(folder).problems(PLANT.replace("kind: spare", "kind: diagnosis")))
                .singleElement()
                .asString()
                .contains("kind=diagnosis: is kept for what the agent itself says");
    }
}
