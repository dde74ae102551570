package org.millwright.vision;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millwright.hardware.inference.Sha256;
import org.millwright.vision.TinyOnnx.Head;

/**
 * A bundle in which darkness is the defect: the log-odds of a cell are 6 at grey level 40 and −6 at 160. Its classes are
 * told apart by how bright the whole picture is.
 */
final class TestingBundle {

    /** Of a cell of 8×8 pixels: log-odds = 10 − mean/10. */
    private static final float SLOPE = -0.1f;

    private static final float BASE = 10;
    private static final int CELL = 8;

    private final int channels;
    private final int width;
    private final int height;
    private final Map<String, Object> contract = new LinkedHashMap<>();
    private final Map<String, byte[]> extra = new LinkedHashMap<>();
    private boolean map = true;
    private int classes;

    TestingBundle(int channels, int width, int height) {
        this.channels = channels;
        this.width = width;
        this.height = height;
        contract.put("limit", 0.5);
        contract.put("picture", Map.of("darkest", 20, "brightest", 250, "most-washed-out", 1, "least-sharp", 0));
    }

    TestingBundle with(String field, Object value) {
        contract.put(field, value);
        return this;
    }

    TestingBundle without(String field) {
        contract.remove(field);
        return this;
    }

    TestingBundle file(String name, byte[] content) {
        extra.put(name, content);
        return this;
    }

    /** Class i has log-odds i × mean / 50: with three and more, the last one is for bright pictures. */
    TestingBundle withClasses(List<String> names, boolean withMap) {
        map = withMap;
        classes = names.size();
        return with("classes", names);
    }

    Path write(Path folder) throws IOException {
        List<Head> heads = new ArrayList<>();
        if (map) {
            float[] weights = new float[channels];
            Arrays.fill(weights, SLOPE / (CELL * CELL * channels));
            heads.add(new Head("defects", CELL, CELL, new float[][] {weights}, new float[] {BASE}, false));
        }
        if (classes > 0) {
            float[][] weights = new float[classes][channels];
            for (int i = 0; i < classes; i++) {
                Arrays.fill(weights[i], i / 50f / (width * height * channels));
            }
            heads.add(new Head("classes", width, height, weights, new float[classes], true));
        }
        Map<String, byte[]> files = new TreeMap<>(extra);
        files.put("network.onnx", TinyOnnx.network(channels, width, height, heads));
        golden(files);
        return write(folder, files);
    }

    /** All of one level, for which every answer is known. */
    private void golden(Map<String, byte[]> files) {
        byte[] level = new byte[channels * width * height];
        Arrays.fill(level, (byte) 80);
        files.put("golden/even.input.u8", level);
        if (map) {
            float[] cells = new float[width / CELL * (height / CELL)];
            Arrays.fill(cells, BASE + SLOPE * 80);
            files.put("golden/even.defects.f32", bytes(cells));
        }
        if (classes > 0) {
            float[] logits = new float[classes];
            for (int i = 0; i < classes; i++) {
                logits[i] = i * 80 / 50f;
            }
            files.put("golden/even.classes.f32", bytes(logits));
        }
    }

    private Path write(Path folder, Map<String, byte[]> files) throws IOException {
        List<Map<String, Object>> outputs = new ArrayList<>();
        List<String> golden = new ArrayList<>();
        if (map) {
            outputs.add(tensor("defects", List.of(1, 1, height / CELL, width / CELL)));
            golden.add("golden/even.defects.f32");
        }
        if (classes > 0) {
            outputs.add(tensor("classes", List.of(1, classes)));
            golden.add("golden/even.classes.f32");
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", 1);
        manifest.put("name", "testing");
        manifest.put("version", "1");
        manifest.put("kind", SurfaceInspector.KIND);
        manifest.put("network", "network.onnx");
        manifest.put("inputs", List.of(tensor("picture", List.of(1, channels, height, width))));
        manifest.put("outputs", outputs);
        manifest.put("contract", contract);
        manifest.put("training", Map.of("command", "none"));
        manifest.put(
                "golden",
                List.of(Map.of(
                        "name",
                        "even",
                        "inputs",
                        List.of("golden/even.input.u8"),
                        "outputs",
                        golden,
                        "tolerance",
                        0.001)));
        Map<String, String> sums = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            sums.put(file.getKey(), Sha256.hex(file.getValue()));
        }
        manifest.put("files", sums);
        Files.write(folder.resolve("bundle.json"), JsonMapper.builder().build().writeValueAsBytes(manifest));
        return folder;
    }

    private static Map<String, Object> tensor(String name, List<Integer> shape) {
        return Map.of("name", name, "type", "float32", "shape", shape);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }
}
