package org.millwright.hardware.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelBundleTest {

    @TempDir
    Path folder;

    private TinyBundle bundle = new TinyBundle(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        bundle = TinyBundle.copyTo(folder.resolve("tiny"));
    }

    @Test
    void everythingInTheManifestIsRead() {
        ModelBundle read = ModelBundle.read(bundle.folder());

        assertThat(read.name()).isEqualTo("tiny");
        assertThat(read.kind()).isEqualTo("test");
        assertThat(read.inputs()).containsExactly(new Tensor("x", List.of(1, 4)));
        assertThat(read.outputs()).containsExactly(new Tensor("y", List.of(1, 3)));
        assertThat(read.golden()).extracting(GoldenSample::name).containsExactly("fractions", "bytes");
        assertThat(read.contract().number("limit")).isEqualTo(0.5);
        assertThat(read.contract().texts("columns")).containsExactly("a", "b", "c", "d");
        assertThat(read.contract().section("nested").whole("depth")).isEqualTo(2);
    }

    @Test
    void theHashStandsForTheManifestAndSoForEveryFile() throws IOException {
        String before = ModelBundle.read(bundle.folder()).hash();
        assertThat(before).hasSize(64).isEqualTo(Sha256.hex(bundle.bytes("bundle.json")));

        byte[] network = bundle.bytes("network.onnx");
        network[network.length - 1] ^= 1;
        bundle.write("network.onnx", network);
        bundle.rewrite(manifest -> {});

        assertThat(ModelBundle.read(bundle.folder()).hash()).isNotEqualTo(before);
    }

    @Test
    void changedWeightsAreRefused() throws IOException {
        byte[] network = bundle.bytes("network.onnx");
        network[100] ^= 1;
        bundle.write("network.onnx", network);

        assertRefused()
                .hasMessageContaining(bundle.folder().toString())
                .hasMessageContaining("file network.onnx was changed: its SHA-256 is " + Sha256.hex(network))
                .hasMessageContaining("restore");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(bundle.folder().resolve("golden/bytes.output.f32"));

        assertRefused().hasMessageContaining("golden/bytes.output.f32 is missing");
    }

    @Test
    void aFolderThatIsNoBundleIsNamed() {
        assertThatThrownBy(() -> ModelBundle.read(folder.resolve("nowhere")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("bundle.json is missing");
    }

    @Test
    void aManifestThatIsNotJsonIsRefused() throws IOException {
        bundle.write("bundle.json", "{\"format\": 1,".getBytes(UTF_8));

        assertRefused().hasMessageContaining("bundle.json").hasMessageContaining("is not JSON");
    }

    @Test
    void aMissingEntryIsNamed() throws IOException {
        assertRefusedAfter(manifest -> manifest.remove("kind"))
                .hasMessageContaining("has no \"kind\"; it must be a text");
    }

    @Test
    void anEntryOfTheWrongTypeIsNamedWithItsValue() throws IOException {
        assertRefusedAfter(manifest -> manifest.put("name", 7))
                .hasMessageContaining("\"name\" is 7; it must be a text");
        assertRefusedAfter(manifest -> manifest.putNull("name")).hasMessageContaining("has no \"name\"");
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        assertRefusedAfter(manifest -> manifest.put("format", 2))
                .hasMessageContaining("format 2 is not read by this version, which reads format 1");
    }

    @Test
    void aBundleWithoutGoldenSamplesIsRefused() throws IOException {
        assertRefusedAfter(manifest -> manifest.putArray("golden")).hasMessageContaining("golden");
    }

    @Test
    void aNetworkWithoutChecksumIsRefused() throws IOException {
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("files")).remove("network.onnx"))
                .hasMessageContaining("\"network.onnx\" is not listed under \"files\"");
    }

    @Test
    void aFileOutsideOfTheFolderIsRefused() throws IOException {
        Files.write(folder.resolve("secret"), new byte[1]);
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("files")).put("../secret", "00"))
                .hasMessageContaining("../secret lies outside of the folder");
    }

    @Test
    void sizesThatAreNotFixedAreRefused() throws IOException {
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("inputs").get(0))
                        .putArray("shape")
                        .add(-1)
                        .add(4))
                .hasMessageContaining("\"x\"")
                .hasMessageContaining("[-1, 4]");
    }

    @Test
    void aGoldenSampleWithoutAnAnswerForEveryOutputIsRefused() throws IOException {
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("golden").get(1)).putArray("outputs"))
                .hasMessageContaining("golden sample \"bytes\" has 1 inputs and 0 outputs, expected 1 and 1");
    }

    @Test
    void aBundleOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> ModelBundle.read(bundle.folder()).ofKind("surface-inspection"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is of kind \"test\", but \"surface-inspection\" is needed");
    }

    private AbstractThrowableAssert<?, ?> assertRefusedAfter(Consumer<ObjectNode> change) throws IOException {
        bundle.rewrite(change);
        return assertRefused();
    }

    private AbstractThrowableAssert<?, ?> assertRefused() {
        return assertThatThrownBy(() -> ModelBundle.read(bundle.folder())).isInstanceOf(ModelException.class);
    }
}
