package org.millwright.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Prognosis;
import org.millwright.hardware.inference.Trust;

/** An engine whose configured bundle cannot be used: its prognosis is uncertain, says which file and what to do, and goes on. */
final class RefusedLifeModelTest {

    @TempDir
    Path folder;

    private Path turbofan() throws IOException {
        return TestingModels.variant(TestingModels.TURBOFAN, folder.resolve("turbofan"), manifest -> {});
    }

    private Prognosis said(Path configured, Trust trust) {
        ModelStore models = new ModelStore(folder.resolve("models"), trust, InstantSource.system());
        try (TestingEngine engine = new TestingEngine(models, configured)) {
            Prognosis said = engine.fly();
            assertThat(said.health()).isEqualTo(Prognosis.Health.FUNCTION_CHECK);
            assertThat(said.remainingLife()).isNaN();
            assertThat(said.model()).isEmpty();
            assertThat(engine.status().modelFault()).isNotEmpty();
            return said;
        }
    }

    @Test
    void aFileThatWasChanged() throws IOException {
        Path bundle = turbofan();
        Files.writeString(bundle.resolve("network.onnx"), "damaged");
        assertThat(said(bundle, Trust.ANYONE).reason()).contains("network.onnx was changed", "restore the folder");
    }

    @Test
    void anUnsignedBundleWhereSignaturesAreNeeded() throws IOException {
        assertThat(said(turbofan(), new Trust(Map.of(), true)).reason())
                .contains("not signed", "require-signature", "model sign");
    }

    @Test
    void aGoldenSampleThatDisagrees() throws IOException {
        Path bundle = turbofan();
        String answer = "golden/window-0.output.f32";
        TestingModels.rewrite(bundle, answer, new byte[Float.BYTES]);
        assertThat(said(bundle, Trust.ANYONE).reason())
                .contains("golden sample \"window-0\" disagrees", "train or export");
    }

    @Test
    void aNetworkThatDoesNotFitTheContract() throws IOException {
        Path bundle = TestingModels.variant(
                TestingModels.TURBOFAN,
                folder.resolve("fewer"),
                manifest -> ((ArrayNode) manifest.get("contract").get("inputs")).remove(1));
        assertThat(said(bundle, Trust.ANYONE).reason())
                .contains("the network must take one input of", "write the bundle again");
    }

    @Test
    void whatIsNoNetworkAtAll() throws IOException {
        Path bundle = turbofan();
        TestingModels.rewrite(bundle, "network.onnx", new byte[] {1, 2, 3});
        assertThat(said(bundle, Trust.ANYONE).reason())
                .contains("network.onnx cannot be loaded", "export the model again");
    }

    @Test
    void theOneBeforeStaysAtWorkWhereTheConfiguredOneIsRefused() throws IOException {
        ModelStore models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
        models.configure(TestingEngine.PLACE, TestingModels.TURBOFAN, ModelKind.REMAINING_LIFE);
        Path bundle = TestingModels.variant(
                TestingModels.TURBOFAN, folder.resolve("two"), manifest -> manifest.put("version", "two"));
        Files.writeString(bundle.resolve("network.onnx"), "damaged");
        try (TestingEngine engine = new TestingEngine(models, bundle)) {
            assertThat(engine.fly().model()).isEqualTo(TestingModels.hash(TestingModels.TURBOFAN));
            assertThat(engine.status().note()).contains("network.onnx was changed");
        }
    }
}
