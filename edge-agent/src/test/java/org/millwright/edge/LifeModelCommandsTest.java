package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.models.TestingModels;
import picocli.CommandLine;

/** {@code ./millwright model …} for machines whose life is estimated, beside a station. */
final class LifeModelCommandsTest {

    private static final String PLACE = "life:engine-1";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path config = Path.of("");

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                sources:
                  - camera: {name: eye, url: http://127.0.0.1:1/x}
                  - opcua:
                      name: rig
                      endpoint: opc.tcp://127.0.0.1:1
                      machines:
                        - {name: engine-1, kind: engine, prefix: "ns=1;s=", signals: [{name: cycle, node: Cycle}, {name: torque, node: T, unit: Nm}, {name: speed, node: S, unit: rpm}, {name: oil, node: O, unit: degC}, {name: grade, node: G, type: text}]}
                inspections:
                  - {station: station-1, camera: eye, model: "%s"}
                prognoses:
                  - {machine: engine-1, model: "%s"}
                diagnoses:
                  - machine: engine-1
                    model: "%s"
                    inputs: {Torque: torque, Speed: speed, Oil temperature: oil, Grade: grade}
                """.formatted(
                        TestingModels.SHIPPED.toAbsolutePath(),
                        TestingModels.TURBOFAN.toAbsolutePath(),
                        TestingModels.PRESS.toAbsolutePath()));
    }

    private int run(Object... arguments) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new CommandLine(new ModelCommands(out, out))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Path turbofan(String version) throws IOException {
        return TestingModels.variant(
                TestingModels.TURBOFAN, folder.resolve(version), manifest -> manifest.put("version", version));
    }

    @Test
    void aBundleIsDeployedPromotedTakenBackAndListed() throws IOException {
        assertThat(run("deploy", turbofan("two"), config, "--place", PLACE))
                .as(said())
                .isZero();
        assertThat(run("deploy", turbofan("three"), config, "--place", PLACE)).isZero();
        assertThat(said()).contains(PLACE, "deployed beside the live one");
        assertThat(run("promote", config, "--place", PLACE)).isZero();
        assertThat(run("rollback", config, "--place", PLACE)).isZero();
        assertThat(said()).contains("rolled back: asked for by command");
        assertThat(run("list", config)).isZero();
        assertThat(said()).contains("station-1: live none", PLACE + ": live", "fd001 two", "fd001 three");
    }

    @Test
    void aBundleOfAnotherKindIsRefused() {
        assertThat(run("deploy", TestingModels.SHIPPED, config, "--place", PLACE))
                .isEqualTo(1);
        assertThat(said()).contains("kind surface-inspection", "needs one of kind remaining-life");
        assertThat(run("deploy", TestingModels.TURBOFAN, config, "--place", "station-1"))
                .isEqualTo(1);
        assertThat(said()).contains("needs one of kind surface-inspection");
    }

    @Test
    void aDiagnosingBundleHasTheSameLife() throws IOException {
        String place = "diagnosis:engine-1";
        Path other = TestingModels.variant(
                TestingModels.PRESS, folder.resolve("other"), manifest -> manifest.put("version", "other"));
        assertThat(run("deploy", TestingModels.PRESS, config, "--place", place))
                .as(said())
                .isZero();
        assertThat(run("deploy", other, config, "--place", place)).isZero();
        assertThat(said()).contains(place, "deployed beside the live one");
        assertThat(run("promote", config, "--place", place)).isZero();
        assertThat(run("rollback", config, "--place", place)).isZero();
        assertThat(run("list", config)).isZero();
        assertThat(said()).contains(place + ": live", "table other");
        assertThat(run("deploy", TestingModels.PRESS, config, "--place", PLACE)).isEqualTo(1);
        assertThat(said()).contains("is of kind diagnosis", "needs one of kind remaining-life");
    }

    @Test
    void withSeveralPlacesOneIsNamed() {
        assertThat(run("promote", config)).isEqualTo(1);
        assertThat(said()).contains("no place is named", "station-1", PLACE);
    }
}
