package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Section;
import org.millwright.vision.SurfaceInspector;

/** The whole way from folders of pictures to a bundle that opens, on pictures that take seconds to learn from. */
final class TrainVisionTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private TestingPictures pictures = new TestingPictures(Path.of(""));

    @BeforeEach
    void place() {
        pictures = new TestingPictures(folder.resolve("data"));
    }

    @Test
    void picturesBecomeABundleThatOpensAReportAndFigures() throws IOException {
        pictures.draw(20);
        Files.createFile(data().resolve("good/empty.jpg"));
        Path bundle = folder.resolve("bundle");

        assertThat(train("--pictures", "160")).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("40 pictures, 1 left out", "good is good", "64x64 grey", "epoch 1/1", "test split: ", "dice=")
                .contains("left out: " + data().resolve("good/empty.jpg"), "is empty");
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle)) {
            assertThat(inspector.bundle().contract().number("limit")).isBetween(0.0, 1.0);
            assertThat(inspector.bundle().golden()).hasSize(4);
            assertThat(inspector.bundle().training().section("data").text("sha256"))
                    .hasSize(64);
            assertThat(inspector.classes()).containsExactly("pit");
        }
        ModelBundle read = ModelBundle.read(bundle);
        Section int8 = read.training().section("int8");
        assertThat(out.toString()).contains("int8: ");
        assertThat(int8.flag("taken")).isEqualTo(!read.variants().isEmpty());
        assertThat(int8.section("float32").keys()).contains("auroc", "dice", "right");
        assertThat(int8.section("int8").keys()).contains("auroc", "dice", "right");
        assertThat(read.files()).doesNotContainKey("report.html"); // some MiB that no gateway needs
        assertThat(Files.readString(bundle.resolve("report.html")))
                .contains("<svg", "data:image/png;base64,", "is \\ called", "Left out: good/empty.jpg")
                .doesNotContain("<script", "http:");
    }

    @Test
    void aFinishedBundleIsCountedAsTheGatewayRunsIt() throws IOException {
        pictures.draw(10);
        assertThat(train("--pictures", "24", "--no-int8")).as(err.toString()).isZero();
        ModelBundle bundle = ModelBundle.read(folder.resolve("bundle"));
        assertThat(bundle.variants()).isEmpty();
        assertThat(bundle.training().section("int8").text("why")).isEqualTo("--no-int8");

        assertThat(evaluate("--bundle", folder.resolve("bundle").toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("\"parts\" : 20", "\"defective\" : 10", "\"latency-micros\"");
    }

    @Test
    void picturesOfManySizesKeepTheirScaleAndAreSeenInTiles() throws IOException {
        pictures.draw(10, 40, 64, 75, 91, 120);
        assertThat(train("--pictures", "24", "--size", "64x64", "--no-int8"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("the network sees 64x64 grey, tiles of them", "dice=");
        assertThat(ModelBundle.read(folder.resolve("bundle")).contract().text("resize"))
                .isEqualTo("tile");

        assertThat(evaluate("--bundle", folder.resolve("bundle").toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("\"parts\" : 20", "\"uncertain\" : 0");
    }

    @Test
    void tilesWithoutMasksAreRefused() throws IOException {
        pictures.draw(10);
        for (int i = 0; i < 10; i++) {
            Files.delete(data().resolve("pit/" + i + ".png"));
        }

        assertThat(train("--pictures", "24", "--size", "32x32", "--tiles", "always"))
                .isNotZero();

        assertThat(err.toString()).contains("pit/0.jpg has no mask", "--tiles=never");
    }

    @Test
    void theProtocolGivesMeanSpreadAndEachRun() throws IOException {
        pictures.draw(10);

        assertThat(evaluate("--seeds", "2", "--pictures", "24"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("\"mean-and-spread\"", "\"spread\"", "\"seed-1\"", "\"seed-2\"", "\"dice\"", "\"groups\"");
    }

    @Test
    void classesWithoutGoodPartsAndInColourAreToldApart() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 12; i++) {
            for (String kind : new String[] {"red", "blue"}) {
                BufferedImage picture = new BufferedImage(40, 50, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < 2_000; pixel++) {
                    int level = 90 + random.nextInt(60);
                    picture.setRGB(pixel % 40, pixel / 40, kind.equals("red") ? level << 16 : level);
                }
                pictures.write(picture, kind + "/" + i + ".bmp", "bmp");
            }
        }

        assertThat(train("--pictures", "24", "--size", "32x32"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("none of them good", "32x32 colour", "accuracy=");
        try (SurfaceInspector inspector = SurfaceInspector.open(folder.resolve("bundle"))) {
            assertThat(inspector.bundle().outputs()).singleElement().hasFieldOrPropertyWithValue("name", "classes");
        }
    }

    @Test
    void badFilesAreNamedWithTheRemedyAndTheRestIsUsed() throws IOException {
        pictures.draw(25);
        byte[] whole = Files.readAllBytes(data().resolve("good/1.jpg"));
        Files.write(data().resolve("good/1.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(data().resolve("good/2.jpg"), "no picture");
        Files.write(data().resolve("good/3.png"), bomb());
        pictures.write(TestingPictures.noise(new SplittableRandom(3), 32), "pit/4.png", "png");

        assertThat(train("--pictures", "8")).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("4 left out")
                .containsPattern("good/1.jpg: .*is damaged")
                .containsPattern("good/2.jpg: .*starts with 6E 6F 20 70")
                .containsPattern("good/3.png: .*is 60000x60000 pixels, the limit is")
                .containsPattern("pit/4.png is 32x64, its picture 64x64: draw the mask at the picture's size");
    }

    @Test
    void aFolderFullOfBadFilesIsRefused() throws IOException {
        pictures.draw(5);
        for (int i = 0; i < 3; i++) {
            Files.write(data().resolve("good/" + i + ".jpg"), new byte[0]);
        }
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains("3 of 10 pictures in", "cannot be used, at most 10 % may");
    }

    @Test
    void aClassOfOnePictureIsNamed() throws IOException {
        pictures.draw(12);
        pictures.write(TestingPictures.noise(new SplittableRandom(9), 64), "dent/only.jpg", "jpg");
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains("class dent has 1 pictures", "add pictures or move the folder away");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains(data().toString(), "no such folder");
    }

    /** A PNG that says it is 60,000 pixels wide and high. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        byte[] bytes = png.toByteArray();
        ByteBuffer.wrap(bytes).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(bytes, 12, 17);
        ByteBuffer.wrap(bytes).putInt(29, (int) sum.getValue());
        return bytes;
    }

    private int train(String... more) {
        return execute(new TrainVision(), "--out", folder.resolve("bundle").toString(), more);
    }

    private int evaluate(String... more) {
        return execute(new EvaluateVision(), "--first-seed", "1", more);
    }

    private int execute(Object command, String option, String value, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"--data", data().toString(), option, value}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Commands.line(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private Path data() {
        return pictures.folder();
    }
}
