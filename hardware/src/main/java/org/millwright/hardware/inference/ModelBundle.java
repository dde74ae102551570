package org.millwright.hardware.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trained model as a folder: {@code bundle.json} names everything else and holds the SHA-256 of each file.
 *
 * <p>A bundle that could be read has all its files, unchanged. Only {@link Network#open} proves that it computes what
 * was trained.
 *
 * @param hash SHA-256 of {@code bundle.json}, in hex; since that holds the hashes of the files, it stands for all of it
 * @param kind what the model is for, such as {@code surface-inspection}; readers refuse another kind
 * @param network the file with the network, in ONNX
 * @param files SHA-256 in hex by file name, relative to the directory
 * @param contract what the code around the network must know, by kind: limits, normalisation, order of columns
 * @param training how it was trained and how well it does: command, data fingerprint, metrics
 * @param variants the network in other precisions; mostly none
 */
public record ModelBundle(
        Path directory,
        String hash,
        String name,
        String version,
        String kind,
        String network,
        Map<String, String> files,
        List<Tensor> inputs,
        List<Tensor> outputs,
        Section contract,
        Section training,
        List<GoldenSample> golden,
        List<Variant> variants) {

    /** The manifest's file name. */
    public static final String MANIFEST = "bundle.json";
    /** The layout of the manifest that this code reads and writes. */
    public static final int FORMAT = 1;

    public ModelBundle {
        files = Map.copyOf(files);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        golden = List.copyOf(golden);
        variants = List.copyOf(variants);
    }

    /**
     * Reads the manifest and checks every file it names.
     *
     * @throws ModelException naming the file, what was expected, what was found and what to do
     */
    public static ModelBundle read(Path directory) {
        byte[] manifest = readFile(directory, MANIFEST);
        Section top = new Section(MANIFEST + " of " + directory + ":", parse(directory, manifest));
        if (top.whole("format") != FORMAT) {
            throw new ModelException(
                    top.where() + " format " + top.whole("format") + " is not read by this version, which"
                            + " reads format " + FORMAT + "; train the model again or install the matching version");
        }
        ModelBundle bundle = new ModelBundle(
                directory,
                Sha256.hex(manifest),
                top.text("name"),
                top.text("version"),
                top.text("kind"),
                top.text("network"),
                checksums(top.section("files")),
                tensors(top.sections("inputs")),
                tensors(top.sections("outputs")),
                top.section("contract"),
                top.section("training"),
                top.sections("golden").stream().map(GoldenSample::read).toList(),
                top.has("variants")
                        ? top.sections("variants").stream().map(Variant::read).toList()
                        : List.of());
        bundle.check();
        return bundle;
    }

    /** The bundle as if a variant's network were its only one: same folder, hash and contract. */
    public ModelBundle as(Variant variant) {
        return new ModelBundle(
                directory,
                hash,
                name,
                version,
                kind,
                variant.network(),
                files,
                inputs,
                outputs,
                contract,
                training,
                variant.golden(),
                List.of());
    }

    /** The bundle itself when it is of this kind, for readers that can use one kind only. */
    public ModelBundle ofKind(String wanted) {
        if (!kind.equals(wanted)) {
            throw new ModelException(
                    this + " is of kind \"" + kind + "\", but \"" + wanted + "\" is needed; name another folder");
        }
        return this;
    }

    /**
     * One of its files, read and checked against its hash.
     *
     * @throws ModelException when the manifest does not list it, or it was changed
     */
    public byte[] content(String file) {
        return bytes(file);
    }

    byte[] bytes(String file) {
        String expected = files.get(file);
        if (expected == null) {
            throw new ModelException(
                    this + ": \"" + file + "\" is used but not listed under \"files\"; write the bundle again");
        }
        byte[] bytes = readFile(directory, file);
        String found = Sha256.hex(bytes);
        if (!found.equals(expected)) {
            throw new ModelException(this + ": file " + file + " was changed: its SHA-256 is " + found + ", expected "
                    + expected + "; restore the folder from where it came");
        }
        return bytes;
    }

    /** A golden input or output of the bundle, as float32: {@code .f32} holds little-endian float32, {@code .u8} unsigned bytes. */
    public float[] values(String file, Tensor tensor) {
        byte[] bytes = bytes(file);
        int width = file.endsWith(".u8") ? Byte.BYTES : Float.BYTES;
        if (bytes.length != tensor.size() * width) {
            throw new ModelException(
                    this + ": file " + file + " has " + bytes.length + " bytes, expected " + tensor.size() * width
                            + " for \"" + tensor.name() + "\" " + tensor.shape() + "; write the bundle again");
        }
        float[] values = new float[tensor.size()];
        if (width == Byte.BYTES) {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[i] & 0xFF;
            }
        } else {
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        }
        return values;
    }

    private void check() {
        files.keySet().forEach(this::bytes);
        checkNetwork();
        Set<String> precisions = new HashSet<>(Set.of(Choice.FLOAT));
        for (Variant variant : variants) {
            if (!precisions.add(variant.precision())) {
                throw new ModelException(
                        this + ": there are two networks of precision " + variant.precision() + "; keep one of them");
            }
            as(variant).checkNetwork();
        }
    }

    private void checkNetwork() {
        if (!files.containsKey(network)) {
            throw new ModelException(this + ": network \"" + network + "\" is not listed under \"files\"");
        }
        if (inputs.isEmpty() || outputs.isEmpty() || golden.isEmpty()) {
            throw new ModelException(this + ": inputs, outputs and golden must each hold at least one entry");
        }
        for (GoldenSample sample : golden) {
            if (sample.inputs().size() != inputs.size() || sample.outputs().size() != outputs.size()) {
                throw new ModelException(this + ": golden sample \"" + sample.name() + "\" has "
                        + sample.inputs().size() + " inputs and "
                        + sample.outputs().size() + " outputs, expected "
                        + inputs.size() + " and " + outputs.size() + "; write the bundle again");
            }
        }
    }

    private static Map<String, Object> parse(Path directory, byte[] manifest) {
        try {
            return JsonMapper.builder().build().readValue(manifest, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException e) {
            throw new ModelException(
                    MANIFEST + " of " + directory + " is not JSON: " + e.getOriginalMessage()
                            + "; write the bundle again",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> checksums(Section section) {
        Map<String, String> checksums = new HashMap<>();
        section.keys().forEach(file -> checksums.put(file, section.text(file)));
        return checksums;
    }

    private static List<Tensor> tensors(List<Section> sections) {
        return sections.stream().map(ModelBundle::tensor).toList();
    }

    private static Tensor tensor(Section section) {
        if (!section.text("type").equals("float32")) {
            throw new ModelException(section.where() + ": type \"" + section.text("type") + "\" must be \"float32\"");
        }
        return new Tensor(section.text("name"), section.wholes("shape"));
    }

    private static byte[] readFile(Path directory, String file) {
        Path path = directory.resolve(file).normalize();
        if (!path.startsWith(directory.normalize())) {
            throw new ModelException("model bundle " + directory + ": file " + file + " lies outside of the folder");
        }
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new ModelException(
                    "model bundle " + directory + ": file " + file
                            + " is missing; restore the folder from where it came",
                    e);
        } catch (IOException e) {
            throw new ModelException("model bundle " + directory + ": file " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public String toString() {
        return "model bundle " + directory;
    }
}
