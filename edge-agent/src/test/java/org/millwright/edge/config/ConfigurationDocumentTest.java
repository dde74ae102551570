package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress.ById;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress.ByPath;

class ConfigurationDocumentTest {

    @TempDir
    Path folder;

    static String example() throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        int begin = document.indexOf("```yaml\n") + "```yaml\n".length();
        return document.substring(begin, document.indexOf("```", begin));
    }

    @Test
    void theExampleInTheDocumentIsValidAndMeansWhatItSays() throws IOException {
        AgentConfig config = new ConfigFile(folder).withModels().valid(example());

        assertThat(config.sources())
                .extracting(SourceConfig::name)
                .containsExactly("plant", "energy", "surface-camera");
        OpcUaSourceConfig plant = (OpcUaSourceConfig) config.sources().getFirst();
        assertThat(plant.signals()).hasSize(12);
        assertThat(plant.signals().getFirst().address())
                .isEqualTo(new ById("nsu=urn:millwright:simulator;s=Press.OilTemperature"));
        assertThat(plant.signals().getFirst().sampling().interval()).isEqualTo(Duration.ofMillis(50));
        assertThat(plant.signals().get(3).address())
                .isEqualTo(new ByPath("urn:millwright:simulator", List.of("Line", "Press", "RamForce")));
        assertThat(plant.trust()).isEqualTo(OpcUaSourceConfig.Trust.FIRST_USE);
        ReleaseConfig.Handshake release = (ReleaseConfig.Handshake)
                config.inspections().getFirst().release().orElseThrow();
        assertThat(release.verdictPart()).isEqualTo(new ById("nsu=urn:millwright:simulator;s=Station.VerdictPartId"));
        assertThat(config.allowedOutputs()).hasSize(5);
        assertThat(config.data()).isEqualTo(folder.resolve("data"));
        assertThat(config.prognoses().getFirst().machine().kind()).isEqualTo("spindle");
    }

    @Test
    void checkSaysWhatAValidFileMeansOnOneScreenAndNoSecret() throws IOException {
        new ConfigFile(folder).withModels().read(example());

        Output output = check(new ConfigFile(folder));

        assertThat(output.code()).isZero();
        assertThat(output.out())
                .contains(
                        "is valid", "plant: OPC UA opc.tcp://127.0.0.1:4840/millwright, Basic256Sha256, user operator")
                .contains("3 machines, 12 signals, 1 browsed folder")
                .contains("surface-camera within 200ms")
                .doesNotContain("open-sesame");
        assertThat(output.out().lines().count()).isLessThan(24);
    }

    @Test
    void checkPrintsEveryProblemAndExitsWithTwo() {
        ConfigFile file = new ConfigFile(folder);
        file.read("site: {enterprise: acme}\nwebb: {}\n");

        Output output = check(file);

        assertThat(output.code()).isEqualTo(2);
        assertThat(output.err()).contains("did you mean web?", "sources: is missing", "5 problems");
        assertThat(output.out()).isEmpty();
    }

    private record Output(int code, String out, String err) {}

    private static Output check(ConfigFile file) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = new Check(new ConfigReader(file.environment()::get), new PrintStream(out), new PrintStream(err))
                .run(file.path());
        return new Output(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
