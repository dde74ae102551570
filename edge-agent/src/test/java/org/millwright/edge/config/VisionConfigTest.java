package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.VariantsConfig.Variant;

/** Models, products, kept pictures, and who may change them. */
final class VisionConfigTest {

    private static final String LINE = ConfigFile.SITE + """
            sources:
              - opcua:
                  name: plant
                  endpoint: opc.tcp://127.0.0.1:4840/millwright
                  machines:
                    - name: robot-1
                      kind: robot
                      signals:
                        - {name: program, type: text, node: "nsu=urn:plc;s=P"}
              - camera: {name: eye, url: http://c/x}
            """;

    @TempDir
    Path folder;

    private ConfigFile file;

    @BeforeEach
    void write() throws IOException {
        file = new ConfigFile(folder).withModels();
        Files.writeString(folder.resolve("plant.pub"), "a key");
    }

    @Test
    void whatIsLeftOutHasADefault() {
        AgentConfig config = file.valid(LINE + "inspections:\n  - {station: s, camera: eye, model: models/surface}\n");
        assertThat(config.models().folder()).isEqualTo(folder.resolve("data/models"));
        assertThat(config.models().signatureRequired()).isFalse();
        assertThat(config.models().automaticRollback()).isTrue();
        assertThat(config.pictures().quotaBytes()).isEqualTo(512L << 20);
        assertThat(config.inspections().getFirst().threads()).isEqualTo(1);
        assertThat(config.inspections().getFirst().variants()).isEmpty();
        assertThat(config.web().token()).isEmpty();
    }

    @Test
    void everythingIsReadAsItStands() {
        AgentConfig config = file.valid(LINE + """
                inspections:
                  - station: s
                    camera: eye
                    model: models/surface
                    threads: 2
                    limit: 0.9
                    variants:
                      machine: robot-1
                      signal: program
                      known:
                        gear: {limit: 0.8}
                        mirror: {model: models/bearing}
                        "17": {}
                models: {folder: store/models, trusted-keys: [plant.pub], require-signature: true, automatic-rollback: false}
                pictures: {folder: store/pictures, quota: 64MiB}
                web: {token-env: STORE_TOKEN}
                """);
        InspectionConfig inspection = config.inspections().getFirst();
        assertThat(inspection.limit()).hasValue(0.9);
        VariantsConfig variants = inspection.variants().orElseThrow();
        assertThat(variants.known().keySet()).containsExactly("gear", "mirror", "17");
        assertThat(variants.known())
                .containsEntry("gear", new Variant(OptionalDouble.of(0.8), Optional.empty()))
                .containsEntry(
                        "mirror", new Variant(OptionalDouble.empty(), Optional.of(folder.resolve("models/bearing"))));
        assertThat(config.models().trustedKeys()).containsExactly(folder.resolve("plant.pub"));
        assertThat(config.models().automaticRollback()).isFalse();
        assertThat(config.pictures().quotaBytes()).isEqualTo(64L << 20);
        assertThat(config.web().token()).isPresent();
    }

    @Test
    void everySlipIsNamed() {
        List<String> problems = file.problems(LINE + """
                inspections:
                  - station: s
                    camera: eye
                    model: models/surface
                    limit: 1.2
                    variants: {machine: robot-1, signal: programm, known: {gear: {limt: 0.8}}}
                models: {trusted-keys: [nowhere.pub], require-signature: yes}
                pictures: {quota: 64}
                """);
        assertThat(problems)
                .anySatisfy(line -> assertThat(line).contains("limit=1.2: must lie between 0 and 1"))
                .anySatisfy(line -> assertThat(line).contains("has no signal programm", "program?"))
                .anySatisfy(line -> assertThat(line).contains("limt", "did you mean limit?"))
                .anySatisfy(line -> assertThat(line).contains("trusted-keys[0]=nowhere.pub: there is no such file"))
                .anySatisfy(line -> assertThat(line).contains("require-signature=yes", "true or false"))
                .anySatisfy(line -> assertThat(line).contains("quota=64: is not a size"))
                .hasSize(6);
    }

    @Test
    void aSignatureCannotBeRequiredWithoutAKey() {
        assertThat(file.problems(LINE + "models: {require-signature: true}\n"))
                .singleElement()
                .asString()
                .contains("needs keys", "trusted-keys");
    }
}
