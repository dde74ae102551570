package org.millwright.hardware.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that hold their network in a second precision. */
final class VariantTest {

    @TempDir
    Path folder;

    private TinyBundle bundle = new TinyBundle(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        bundle = TinyBundle.copyTo(folder.resolve("tiny"));
        bundle.write("network-int8.onnx", bundle.bytes("network.onnx"));
    }

    @Test
    void bothNetworksAreProvenAndMeasuredAndOneIsUsed() throws IOException {
        addVariant("network-int8.onnx", "golden/bytes.output.f32");
        ModelBundle read = ModelBundle.read(bundle.folder());

        FastestNetwork fastest = FastestNetwork.open(read, 1);

        try (Network network = fastest.network()) {
            assertThat(fastest.choice().medianMillis()).containsOnlyKeys("float32", "int8");
            assertThat(fastest.choice().refused()).isEmpty();
            assertThat(network.bundle().hash()).isEqualTo(read.hash());
            assertThat(network.run(new float[] {1, 0, 2, 1})[0]).hasSize(3);
        }
        assertThat(read.variants())
                .singleElement()
                .satisfies(variant ->
                        assertThat(variant.validation().number("auroc")).isEqualTo(0.99));
    }

    @Test
    void aVariantThatDoesNotGiveItsGoldenAnswersIsLeftOutAndTheOwnNetworkWorks() throws IOException {
        bundle.write("golden/wrong.f32", new byte[12]);
        addVariant("network-int8.onnx", "golden/wrong.f32");

        assertFloatBecause("golden sample \"bytes\" disagrees");
    }

    @Test
    void aVariantThatIsNoNetworkIsLeftOutAndTheOwnNetworkWorks() throws IOException {
        bundle.write("network-int8.onnx", "no network".getBytes(UTF_8));
        addVariant("network-int8.onnx", "golden/bytes.output.f32");

        assertFloatBecause("network-int8.onnx cannot be loaded");
    }

    @Test
    void aVariantThatWasChangedMakesTheWholeBundleDoubtful() throws IOException {
        addVariant("network-int8.onnx", "golden/bytes.output.f32");
        bundle.write("network-int8.onnx", new byte[1]);

        assertThatThrownBy(() -> ModelBundle.read(bundle.folder()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("network-int8.onnx was changed");
    }

    @Test
    void aVariantWithoutChecksumIsRefused() throws IOException {
        addVariant("network-int8.onnx", "golden/bytes.output.f32");
        bundle.rewrite(manifest -> ((ObjectNode) manifest.get("files")).remove("network-int8.onnx"));

        assertThatThrownBy(() -> ModelBundle.read(bundle.folder()))
                .hasMessageContaining("\"network-int8.onnx\" is not listed under \"files\"");
    }

    @Test
    void aBundleOfOnePrecisionIsNotMeasured() throws IOException {
        FastestNetwork fastest = FastestNetwork.open(ModelBundle.read(TinyBundle.original()), 1);
        try (Network network = fastest.network()) {
            assertThat(network.bundle().variants()).isEmpty();
            assertThat(fastest.choice().inWords()).isEqualTo("float32");
        }
    }

    private void assertFloatBecause(String reason) {
        FastestNetwork fastest = FastestNetwork.open(ModelBundle.read(bundle.folder()), 1);
        try (Network network = fastest.network()) {
            assertThat(network.bundle().network()).isEqualTo("network.onnx");
            assertThat(fastest.choice().precision()).isEqualTo("float32");
            assertThat(fastest.choice().inWords()).contains("int8 is not used: ", reason);
            assertThat(network.run(new float[] {1, 0, 2, 1})[0]).hasSize(3);
        }
    }

    private void addVariant(String network, String answer) throws IOException {
        bundle.rewrite(manifest -> {
            ObjectNode files = (ObjectNode) manifest.get("files");
            files.put(network, "").put(answer, "");
            ObjectNode variant = manifest.putArray("variants").addObject();
            variant.put("precision", "int8").put("network", network);
            variant.putObject("validation").put("auroc", 0.99);
            ObjectNode golden = variant.putArray("golden").addObject();
            golden.put("name", "bytes").put("tolerance", 0.001);
            golden.putArray("inputs").add("golden/bytes.input.u8");
            golden.putArray("outputs").add(answer);
        });
        bundle.rewrite(manifest -> {}); // Hashes of what was listed just now.
    }
}
