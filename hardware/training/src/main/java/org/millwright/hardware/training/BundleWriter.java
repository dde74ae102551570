package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Network;
import org.millwright.hardware.inference.OnnxRun;
import org.millwright.hardware.inference.Sha256;
import org.millwright.hardware.inference.Tensor;

/**
 * Packs a trained network as a {@link ModelBundle}. Golden answers are the training library's, so a fault in the export shows when the
 * bundle is opened, and that is done before it takes the place of an older one. NOT thread safe.
 */
public final class BundleWriter {

    private final TrainedNetwork network;
    private final String version;
    private final String kind;
    private final Map<String, Object> contract;
    private final Map<String, Object> training;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, byte[]> beside = new TreeMap<>();
    private final List<Map<String, Object>> golden = new ArrayList<>();
    private final Map<String, float[]> goldenInputs = new LinkedHashMap<>();
    private final List<Map<String, Object>> variants = new ArrayList<>();

    /**
     * @param contract what the code around the network must know, as JSON holds it
     * @param training how it was trained and how well it does, as JSON holds it
     */
    public BundleWriter(
            TrainedNetwork network,
            String version,
            String kind,
            Map<String, Object> contract,
            Map<String, Object> training) {
        this.network = network;
        this.version = version;
        this.kind = kind;
        this.contract = contract;
        this.training = training;
        files.put("network.onnx", network.onnx());
    }

    /** Adds a golden sample; {@code tolerance} as in the manifest. Inputs that are all whole 0–255 take a byte each. */
    public BundleWriter golden(String name, float[] input, double tolerance) {
        boolean bytes = fitsBytes(input);
        String inputFile = "golden/" + name + (bytes ? ".input.u8" : ".input.f32");
        files.put(inputFile, bytes ? asBytes(input) : asFloats(input));
        goldenInputs.put(name, input);
        golden.add(ordered(
                "name",
                name,
                "inputs",
                List.of(inputFile),
                "outputs",
                putAnswers("golden/" + name, network.answers(input, 1)),
                "tolerance",
                tolerance));
        return this;
    }

    private List<String> putAnswers(String prefix, float[][] answers) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            String of =
                    answers.length == 1 ? "" : "." + network.outputs().get(i).name();
            names.add(prefix + of + ".output.f32");
            files.put(names.get(i), asFloats(answers[i]));
        }
        return names;
    }

    /**
     * Adds the network in another precision, with the golden samples there are by now; what they give is what ONNX Runtime
     * says here, since PyTorch does not compute so.
     *
     * @param onnx of the same inputs and outputs
     * @param tolerance of the golden samples, as in the manifest
     * @param validation how both did on the validation split, as JSON holds it
     */
    public BundleWriter variant(String precision, byte[] onnx, double tolerance, Map<String, Object> validation) {
        String file = "network-" + precision + ".onnx";
        files.put(file, onnx);
        List<Map<String, Object>> samples = new ArrayList<>();
        try (OnnxRun run = new OnnxRun(onnx, network.input())) {
            for (Map<String, Object> sample : golden) {
                Object name = sample.get("name");
                float[][] answers = run.run(requireNonNull(goldenInputs.get(name)), network.outputs());
                Map<String, Object> its = new LinkedHashMap<>(sample);
                its.put("outputs", putAnswers("golden/" + name + "." + precision, answers));
                its.put("tolerance", tolerance);
                samples.add(its);
            }
        }
        variants.add(ordered("precision", precision, "network", file, "golden", samples, "validation", validation));
        return this;
    }

    /** Adds a file that belongs to the bundle: it is hashed, and deployed with it. */
    public BundleWriter file(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** Adds a file that lies in the bundle's folder for people, such as a report, and that no gateway needs. */
    public BundleWriter beside(String name, byte[] bytes) {
        beside.put(name, bytes);
        return this;
    }

    /**
     * Why a bundle must not take the place of what is at {@code directory}, in words; ask before training for long. Only an
     * older bundle and an empty folder may be replaced, since all else in the folder would be lost.
     */
    public static Optional<String> refusal(Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        if (target.getParent() == null) {
            return Optional.of(directory + " cannot hold a model bundle; name a folder below it");
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || Files.exists(target.resolve(ModelBundle.MANIFEST))) {
            return Optional.empty();
        }
        if (!Files.isDirectory(target)) {
            return Optional.of(directory + " is no folder; name one that is not there yet, or holds a bundle");
        }
        try (Stream<Path> content = Files.list(target)) {
            return content.findAny()
                    .map(some -> directory + " holds " + some.getFileName() + " but no " + ModelBundle.MANIFEST
                            + ", so it is no bundle that may be replaced; name a folder that is not there yet");
        }
    }

    /**
     * Writes the folder, opens it to prove it, then lets it take the place of the bundle that was there.
     *
     * @throws org.millwright.hardware.inference.ModelException when the exported network disagrees with the trained one
     * @throws FileAlreadyExistsException for what {@link #refusal} tells
     */
    public ModelBundle write(Path directory) throws IOException {
        Optional<String> refusal = refusal(directory);
        if (refusal.isPresent()) {
            throw new FileAlreadyExistsException(refusal.get());
        }
        Path target = directory.toAbsolutePath().normalize();
        Path parent = requireNonNull(target.getParent());
        Files.createDirectories(parent);
        // Not a temporary directory of Java's: those can be read by their owner only, and a bundle moves between users.
        Path draft = parent.resolve(
                "." + target.getFileName() + "-" + ProcessHandle.current().pid());
        delete(draft);
        Files.createDirectory(draft);
        try {
            put(draft, files);
            put(draft, beside);
            Files.write(draft.resolve(ModelBundle.MANIFEST), manifest());
            ModelBundle read = ModelBundle.read(draft);
            Network.open(read).close();
            read.variants().forEach(variant -> Network.open(read.as(variant)).close());
            replace(target, draft);
        } finally {
            delete(draft);
        }
        return ModelBundle.read(directory);
    }

    /** Whatever fails on the way, one of the two bundles is left whole. */
    private static void replace(Path target, Path draft) throws IOException {
        if (!Files.exists(target)) {
            Files.move(draft, target);
            return;
        }
        Path old = draft.resolveSibling(draft.getFileName() + "-old");
        delete(old);
        Files.move(target, old);
        try {
            Files.move(draft, target);
        } catch (IOException e) {
            Files.move(old, target);
            throw e;
        }
        delete(old);
    }

    private static void put(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent() == null ? folder : path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private byte[] manifest() throws IOException {
        SortedMap<String, String> checksums = new TreeMap<>();
        files.forEach((file, bytes) -> checksums.put(file, Sha256.hex(bytes)));
        Map<String, Object> manifest = ordered(
                "format",
                ModelBundle.FORMAT,
                "name",
                network.name(),
                "version",
                version,
                "kind",
                kind,
                "network",
                "network.onnx",
                "inputs",
                List.of(tensor(network.input())),
                "outputs",
                network.outputs().stream().map(BundleWriter::tensor).toList(),
                "contract",
                contract,
                "training",
                training,
                "golden",
                golden,
                "files",
                checksums);
        if (!variants.isEmpty()) {
            manifest.put("variants", variants);
        }
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(manifest);
    }

    private static Map<String, Object> tensor(Tensor tensor) {
        return ordered("name", tensor.name(), "type", "float32", "shape", tensor.shape());
    }

    /** Keys and values in turn; keeps their order, for people who read the manifest. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static boolean fitsBytes(float[] values) {
        for (float value : values) {
            if (!(value >= 0 && value <= 255 && value == Math.rint(value))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] asBytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] asFloats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
