package org.millwright.edge.models;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.inference.Sha256;

/** The bundle that ships, with a manifest that a test may change, and pictures of its own. */
public final class TestingModels {

    public static final Path SHIPPED = Path.of("../vision/models/surface");

    /** A remaining-life bundle that ships: engines, a step a flight. */
    public static final Path TURBOFAN = Path.of("../maintenance/models/fd001");

    /** A diagnosing bundle for tests: a press, four inputs, three modes. */
    public static final Path PRESS = Path.of("src/test/resources/models/press");

    /** Golden pictures of it. */
    public static final String GOOD = "good-0000116.jpg";

    public static final String DEFECT = "scratch-0002843.jpg";

    private static final int SIZE = 224;

    private TestingModels() {}

    /** The shipped one. */
    public static String shippedHash() {
        return hash(SHIPPED);
    }

    public static String hash(Path bundle) {
        try {
            return Sha256.hex(Files.readAllBytes(bundle.resolve("bundle.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy with another manifest, whose checksums all fit. */
    public static Path variant(Path folder, Consumer<ObjectNode> change) throws IOException {
        return variant(SHIPPED, folder, change);
    }

    /** The same of another bundle. */
    public static Path variant(Path shipped, Path folder, Consumer<ObjectNode> change) throws IOException {
        copy(shipped, folder);
        JsonMapper mapper = JsonMapper.builder().build();
        Path file = folder.resolve("bundle.json");
        ObjectNode manifest = (ObjectNode) mapper.readTree(Files.readAllBytes(file));
        change.accept(manifest);
        Files.write(file, mapper.writeValueAsBytes(manifest));
        return folder;
    }

    public static void contract(ObjectNode manifest, String field, Object value) {
        ((ObjectNode) manifest.get("contract")).putPOJO(field, value);
    }

    /** Another content for a file of a bundle, whose checksum fits. */
    public static void rewrite(Path bundle, String file, byte[] content) throws IOException {
        Files.write(bundle.resolve(file), content);
        JsonMapper mapper = JsonMapper.builder().build();
        Path manifest = bundle.resolve("bundle.json");
        ObjectNode tree = (ObjectNode) mapper.readTree(Files.readAllBytes(manifest));
        ((ObjectNode) tree.get("files")).put(file, Sha256.hex(content));
        Files.write(manifest, mapper.writeValueAsBytes(tree));
    }

    public static Path zip(Path folder, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry("surface/" + folder.relativize(file)));
                zip.write(Files.readAllBytes(file));
            }
        }
        return archive;
    }

    /** A golden picture, a little brighter for each sequence, so that no two are the same. */
    public static Frame frame(String golden, long sequence, int brighter) {
        try {
            byte[] pixels = Files.readAllBytes(SHIPPED.resolve("golden/" + golden + ".input.u8"));
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < pixels.length; i++) {
                int level = Math.clamp((pixels[i] & 0xFF) + brighter, 0, 255);
                image.getRaster().setSample(i % SIZE, Math.floorDiv(i, SIZE), 0, level);
            }
            image.getRaster().setSample((int) (sequence % SIZE), 0, 0, (int) (sequence & 0x7F));
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            long now = System.currentTimeMillis() * 1_000_000 + sequence;
            return new Frame("P-" + sequence, sequence, now, now, png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
