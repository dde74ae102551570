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
import org.millwright.hardware.camera.GreyImage;
import org.millwright.vision.Inspection;
import org.millwright.vision.SurfaceInspector;

/** From a folder of good pictures to a bundle that opens and finds what is not like them, in seconds. */
final class TrainGoodOnlyTest {

    private static final int SIZE = 64;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aFolderOfGoodPicturesBecomesABundleThatFindsAHole() throws IOException {
        for (int i = 0; i < 50; i++) {
            write(noise(), "parts/" + i + ".png");
        }
        Path bundle = folder.resolve("bundle");

        assertThat(train("parts", "--pictures", "320")).as(err.toString()).isZero();

        try (SurfaceInspector inspector = SurfaceInspector.open(bundle)) {
            assertThat(inspector.bundle().contract().number("limit")).isEqualTo(0.5);
            // By flaws painted on good pictures, since there are no others.
            assertThat(inspector
                            .bundle()
                            .training()
                            .section("int8")
                            .section("float32")
                            .keys())
                    .containsExactlyInAnyOrder("auroc", "right");
            int called = 0;
            for (int i = 0; i < 20; i++) {
                BufferedImage holed = noise();
                hole(holed);
                Inspection defect = inspector.inspect(grey(holed));
                Inspection good = inspector.inspect(grey(noise()));
                assertThat(defect.score()).isGreaterThan(good.score());
                called += defect.outcome() == Inspection.Outcome.DEFECT ? 1 : 0;
            }
            assertThat(called).as("of 20 parts with a hole").isGreaterThanOrEqualTo(19);
        }
    }

    @Test
    void tooFewGoodPicturesAreRefused() throws IOException {
        for (int i = 0; i < 9; i++) {
            write(noise(), "parts/" + i + ".png");
        }
        assertThat(train("parts")).isNotZero();
        assertThat(err.toString()).contains("has 9 pictures", "at least 20", "50 to 200");
    }

    private int train(String data, String... more) {
        String[] fixed = {
            "--good-only",
            "--size",
            SIZE + "x" + SIZE,
            "--data",
            folder.resolve(data).toString(),
            "--out",
            folder.resolve("bundle").toString()
        };
        String[] all = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Commands.line(new TrainVision())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private BufferedImage noise() {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                picture.getRaster().setSample(x, y, 0, 110 + random.nextInt(40));
            }
        }
        return picture;
    }

    private void hole(BufferedImage picture) {
        int left = random.nextInt(SIZE - 8);
        int top = random.nextInt(SIZE - 8);
        for (int y = top; y < top + 8; y++) {
            for (int x = left; x < left + 8; x++) {
                picture.getRaster().setSample(x, y, 0, 30);
            }
        }
    }

    private static GreyImage grey(BufferedImage picture) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) picture.getRaster().getSample(i % SIZE, Math.floorDiv(i, SIZE), 0);
        }
        return new GreyImage(SIZE, SIZE, pixels);
    }

    private void write(BufferedImage picture, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    }
}
