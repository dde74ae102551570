package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.vision.SurfaceInspector;

/** The whole way from folders of pictures to a bundle that opens, on pictures that take seconds to learn from. */
final class TrainVisionTest {

    private static final int SIZE = 64;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void picturesBecomeABundleThatOpensAndIsScored() throws IOException {
        draw(40);
        Path bundle = folder.resolve("bundle");

        assertThat(train("--epochs", "2", "--cuts-per-epoch", "64"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("56 pictures to train", "epoch 1/2", "epoch 2/2", "test split: ", "recall=");
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle)) {
            assertThat(inspector.bundle().contract().number("limit")).isBetween(0.0, 1.0);
            assertThat(inspector.bundle().golden()).hasSize(4);
            assertThat(inspector.bundle().training().section("data").text("sha256"))
                    .hasSize(64);
        }
        assertThat(execute(new EvaluateVision(), "--bundle", bundle.toString(), "--data", data().toString()))
                .isZero();
        assertThat(out.toString()).contains("\"parts\" : 80", "\"defective\" : 40");
    }

    @Test
    void tooFewPicturesAreRefused() throws IOException {
        draw(5);
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains("5 pictures in good/", "at least 10 of each");
    }

    @Test
    void aDefectWithoutMaskIsNamed() throws IOException {
        draw(12);
        Files.delete(data().resolve("pit/3.png"));
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains("3.png is missing");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(train()).isNotZero();
        assertThat(err.toString()).contains("--data=", "no such folder");
    }

    private int train(String... more) {
        String[] fixed = {
            "--data", data().toString(), "--out", folder.resolve("bundle").toString()
        };
        String[] all = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return execute(new TrainVision(), all);
    }

    private int execute(Object command, String... arguments) {
        return Commands.line(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Even noise, and the same with a dark spot. */
    private void draw(int ofEach) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ofEach; i++) {
            write(noise(random), "good/" + i + ".jpg", "jpg");
            BufferedImage picture = noise(random);
            BufferedImage mask = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
            int left = random.nextInt(SIZE - 8);
            int top = random.nextInt(SIZE - 8);
            for (int y = top; y < top + 8; y++) {
                for (int x = left; x < left + 8; x++) {
                    picture.getRaster().setSample(x, y, 0, 30);
                    mask.getRaster().setSample(x, y, 0, 255);
                }
            }
            write(picture, "pit/" + i + ".jpg", "jpg");
            write(mask, "pit/" + i + ".png", "png");
        }
    }

    private static BufferedImage noise(SplittableRandom random) {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                picture.getRaster().setSample(x, y, 0, 110 + random.nextInt(40));
            }
        }
        return picture;
    }

    private void write(BufferedImage picture, String name, String format) throws IOException {
        Path file = data().resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
    }
}
