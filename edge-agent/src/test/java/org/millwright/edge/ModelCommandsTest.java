package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.models.TestingModels;
import org.millwright.hardware.inference.BundleSignature;
import picocli.CommandLine;

/** {@code ./millwright model …} from keys to a rollback, as a person at the gateway does it. */
final class ModelCommandsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path config = Path.of("");

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                sources:
                  - camera: {name: eye, url: http://127.0.0.1:1/x, login: {user: a, password-env: NOT_SET_ANYWHERE}}
                inspections:
                  - {station: station-1, camera: eye, model: "%s"}
                models: {trusted-keys: [%s], require-signature: true}
                """.formatted(
                        TestingModels.SHIPPED.toAbsolutePath(), folder.resolve("plant.key.pub")));
        assertThat(run("keys", folder.resolve("plant.key"))).isZero();
    }

    private int run(Object... arguments) {
        said.reset();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(new ModelCommands(out, out)).execute(words);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Path signed(String version) throws IOException {
        Path bundle = TestingModels.variant(folder.resolve(version), manifest -> manifest.put("version", version));
        assertThat(run("sign", bundle, "--key", folder.resolve("plant.key"))).isZero();
        return bundle;
    }

    @Test
    void aBundleIsSignedVerifiedDeployedPromotedAndListed() throws IOException {
        Path two = signed("two");
        assertThat(run("verify", two, "--key", folder.resolve("plant.key.pub"))).isZero();
        assertThat(said()).contains("signed with the trusted key", "golden samples: all");

        assertThat(run("deploy", two, config)).isZero();
        assertThat(run("deploy", signed("three"), config)).isZero();
        assertThat(said()).contains("on trial", "deployed beside the live one");
        assertThat(run("promote", config, "--place", "station-1")).isZero();
        assertThat(run("rollback", config)).isZero();
        assertThat(said()).contains("rolled back: asked for by command");
        assertThat(run("rollback", config)).isEqualTo(1);
        assertThat(said()).contains("no model before");
        assertThat(run("list", config)).isZero();
        assertThat(said()).contains("surface two", "surface three", "signed with the trusted key");
    }

    @Test
    void anUnsignedBundleIsRefusedWithTheRemedy() throws IOException {
        assertThat(run(
                        "deploy",
                        TestingModels.variant(folder.resolve("x"), manifest -> manifest.put("version", "x")),
                        config))
                .isEqualTo(1);
        assertThat(said()).contains("not signed", "require-signature", "model sign");
    }

    @Test
    void aBundleThatWasTamperedWithIsRefused() throws IOException {
        Path bundle = signed("two");
        Files.writeString(bundle.resolve("metrics.json"), "{}");
        assertThat(run("verify", bundle)).isEqualTo(1);
        assertThat(said()).contains("metrics.json was changed");
        assertThat(bundle.resolve(BundleSignature.FILE)).exists();
    }

    @Test
    void keysAreNeverOverwrittenAndAPlaceThatIsNotThereIsNamed() {
        assertThat(run("keys", folder.resolve("plant.key"))).isEqualTo(1);
        assertThat(said()).contains("is there already");
        assertThat(run("promote", config, "--place", "station-2")).isEqualTo(1);
        assertThat(said()).contains("there is no place station-2", "station-1");
    }

    @Test
    void modelsThatMayStillBeWantedAreNotPruned() throws IOException {
        assertThat(run("deploy", signed("two"), config)).isZero();
        assertThat(run("prune", config, "--older-than", 1)).isZero();
        assertThat(said()).contains("0 models deleted, 1 left");
        assertThat(run("prune", config, "--older-than", 0)).isEqualTo(1);
        assertThat(said()).contains("--older-than=0: must be at least 1 day");
    }

    @Test
    void labelsOfNoPicturesAreNone() {
        assertThat(run("labels", folder.resolve("out"), config)).isZero();
        assertThat(said()).contains("0 labelled pictures");
    }
}
