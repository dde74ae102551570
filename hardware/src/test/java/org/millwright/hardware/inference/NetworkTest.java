package org.millwright.hardware.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkTest {

    @TempDir
    Path folder;

    private TinyBundle bundle = new TinyBundle(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        bundle = TinyBundle.copyTo(folder.resolve("tiny"));
    }

    @Test
    void anIntactBundleOpensAndAnswers() {
        ModelBundle read = ModelBundle.read(bundle.folder());
        try (Network network = Network.open(read)) {
            float[] expected =
                    read.values("golden/bytes.output.f32", read.outputs().get(0));
            float[] found = network.run(new float[] {1, 0, 2, 1})[0];

            assertThat(found).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void callsDoNotSeeEachOthersInputs() {
        try (Network network = Network.open(ModelBundle.read(bundle.folder()))) {
            float[] first = network.run(new float[] {1, 0, 2, 1})[0];
            float[] second = network.run(new float[] {-3, 1, 0, 0})[0];

            assertThat(second).isNotEqualTo(first);
            assertThat(network.run(new float[] {1, 0, 2, 1})[0]).isEqualTo(first);
        }
    }

    @Test
    void severalNetworksRunSideBySideOnTheirOwnThreads() throws Exception {
        ModelBundle read = ModelBundle.read(bundle.folder());
        float[] expected;
        try (Network network = Network.open(read)) {
            expected = network.run(new float[] {1, 2, 3, 4})[0];
        }
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> {
                    try (Network network = Network.open(read, 2)) {
                        for (int i = 0; i < 200; i++) {
                            assertThat(network.run(new float[] {1, 2, 3, 4})[0]).isEqualTo(expected);
                        }
                    }
                }))
                .limit(3)
                .toList();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((t, e) -> failures.add(e)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aGoldenSampleThatDisagreesIsRefusedWithTheNumbers() throws IOException {
        ByteBuffer answer =
                ByteBuffer.wrap(bundle.bytes("golden/fractions.output.f32")).order(ByteOrder.LITTLE_ENDIAN);
        float wrong = answer.getFloat(4) + 0.01f;
        answer.putFloat(4, wrong);
        bundle.write("golden/fractions.output.f32", answer.array());

        assertRefusedAfter(manifest -> {})
                .hasMessageContaining("golden sample \"fractions\" disagrees")
                .hasMessageContaining("\"y\"[1]")
                .hasMessageContaining("expected " + wrong + ", limit ±1.0E-4")
                .hasMessageContaining("train or export it again");
    }

    @Test
    void weightsExchangedTogetherWithTheirChecksumAreRefusedByTheGoldenSamples() throws IOException {
        byte[] network = bundle.bytes("network.onnx");
        int weights = indexOfWeights(network);
        network[weights + 3] ^= (byte) 0x80; // the sign of the first weight
        bundle.write("network.onnx", network);

        assertRefusedAfter(manifest -> {}).hasMessageContaining("disagrees");
    }

    @Test
    void aWrongShapeIsRefused() throws IOException {
        bundle.write("golden/bytes.input.u8", new byte[5]);
        bundle.write("golden/fractions.input.f32", new byte[20]);

        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("inputs").get(0))
                        .putArray("shape")
                        .add(1)
                        .add(5))
                .hasMessageContaining(bundle.folder().toString())
                .hasMessageContaining("Got: 5 Expected: 4");
    }

    @Test
    void aGoldenFileOfTheWrongSizeIsRefused() throws IOException {
        bundle.write("golden/bytes.input.u8", new byte[5]);

        assertRefusedAfter(manifest -> {})
                .hasMessageContaining("golden/bytes.input.u8 has 5 bytes, expected 4 for \"x\" [1, 4]");
    }

    @Test
    void aWrongOutputShapeIsRefused() throws IOException {
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("outputs").get(0))
                        .putArray("shape")
                        .add(3)
                        .add(1))
                .hasMessageContaining("output \"y\"")
                .hasMessageContaining("the manifest says [3, 1]");
    }

    @Test
    void aWrongInputNameIsRefused() throws IOException {
        assertRefusedAfter(manifest -> ((ObjectNode) manifest.get("inputs").get(0)).put("name", "image"))
                .hasMessageContaining("takes the inputs [x], the manifest lists [image]");
    }

    @Test
    void aFileThatIsNoNetworkIsRefused() throws IOException {
        bundle.write("network.onnx", new byte[] {1, 2, 3});

        assertRefusedAfter(manifest -> {}).hasMessageContaining("network.onnx cannot be loaded");
    }

    @Test
    void inputsThatDoNotFitAreRefusedAndTheNetworkGoesOn() {
        try (Network network = Network.open(ModelBundle.read(bundle.folder()))) {
            assertThatThrownBy(() -> network.run(new float[3]))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("input \"x\" has 3 values, expected 4 for shape [1, 4]");
            assertThatThrownBy(() -> network.run(new float[4], new float[4]))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("given 2 inputs, expected 1");
            assertThat(network.run(new float[4])).hasDimensions(1, 3);
        }
    }

    @Test
    void noThreadsAtAllAreRefused() {
        assertThatThrownBy(() -> Network.open(ModelBundle.read(bundle.folder()), 0))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("0 threads");
    }

    @Test
    void theRuntimeLeavesNoFilesBehind() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenOnce.class.getName(),
                        TinyBundle.original().toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("opened");
        } finally {
            process.destroyForcibly();
        }

        assertThat(folder).isDirectoryNotContaining("glob:**onnxruntime*");
    }

    /** What the child process runs. */
    static final class OpenOnce {

        public static void main(String[] arguments) {
            Network.open(ModelBundle.read(Path.of(arguments[0]))).close();
            System.out.println("opened");
        }
    }

    private AbstractThrowableAssert<?, ?> assertRefusedAfter(Consumer<ObjectNode> change) throws IOException {
        bundle.rewrite(change);
        ModelBundle read = ModelBundle.read(bundle.folder());
        return assertThatThrownBy(() -> Network.open(read).close()).isInstanceOf(ModelException.class);
    }

    /** The raw data of the first initializer: 4 × 3 floats, written as field 9 (tag 0x4A) of 48 bytes. */
    private static int indexOfWeights(byte[] onnx) {
        for (int i = 0; i + 2 < onnx.length; i++) {
            if (onnx[i] == 0x4A && onnx[i + 1] == 48) {
                return i + 2;
            }
        }
        throw new AssertionError("no weights in the network file");
    }
}
