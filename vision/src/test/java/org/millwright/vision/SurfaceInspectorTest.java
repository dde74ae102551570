package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection.Outcome;
import org.millwright.vision.Inspection.Place;

/** The bundle that ships, on pictures of its own test split and on pictures that no camera should send. */
final class SurfaceInspectorTest {

    private static final Path BUNDLE = Path.of("models/surface");
    private static final int SIZE = 224;

    private static final SurfaceInspector INSPECTOR = SurfaceInspector.open(BUNDLE);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        INSPECTOR.close();
    }

    @Test
    void goodSurfacesAreGood() throws IOException {
        List<GreyImage> pictures = golden("good-");
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(2);

        for (GreyImage picture : pictures) {
            Inspection inspection = INSPECTOR.inspect(picture);
            assertThat(inspection.outcome()).isEqualTo(Outcome.GOOD);
            assertThat(inspection.score())
                    .isBetween(0.0, INSPECTOR.bundle().contract().number("limit"));
            assertThat(inspection.place()).isEmpty();
        }
    }

    @Test
    void defectiveSurfacesAreFoundWithAPlaceInsideThePicture() throws IOException {
        List<GreyImage> pictures = golden("(crack|dent|pit|scratch|stain)-");
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(2);

        for (GreyImage picture : pictures) {
            Inspection inspection = INSPECTOR.inspect(picture);
            assertThat(inspection.outcome()).isEqualTo(Outcome.DEFECT);
            assertThat(inspection.score())
                    .isBetween(INSPECTOR.bundle().contract().number("limit"), 1.0);
            Place place = inspection.place().orElseThrow();
            assertThat(place.x() + place.width()).isLessThanOrEqualTo(SIZE);
            assertThat(place.y() + place.height()).isLessThanOrEqualTo(SIZE);
        }
    }

    @Test
    void aBlotOnAGoodSurfaceIsFoundWhereItWasPut() throws IOException {
        byte[] pixels = golden("good-").get(0).pixels().clone();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (Math.hypot(x - 150, y - 60) < 5) {
                    pixels[y * SIZE + x] = (byte) ((pixels[y * SIZE + x] & 0xFF) / 3);
                }
            }
        }

        Place place =
                INSPECTOR.inspect(new GreyImage(SIZE, SIZE, pixels)).place().orElseThrow();

        assertThat(place.x()).isBetween(120, 150);
        assertThat(place.x() + place.width()).isBetween(150, 180);
        assertThat(place.y()).isBetween(30, 60);
        assertThat(place.y() + place.height()).isBetween(60, 90);
    }

    @Test
    void theSamePictureAlwaysGetsTheSameAnswer() throws IOException {
        GreyImage picture = golden("good-").get(0);
        assertThat(INSPECTOR.inspect(picture)).isEqualTo(INSPECTOR.inspect(picture));
    }

    @Test
    void aDarkPictureIsUncertainAndNeverGood() throws IOException {
        assertUncertain(scaled(golden("good-").get(0), 0.1), "too dark");
        assertUncertain(even(0), "too dark");
    }

    @Test
    void aWashedOutPictureIsUncertain() throws IOException {
        assertUncertain(scaled(golden("good-").get(0), 2.2), "too bright");
        assertUncertain(even(255), "too bright");
    }

    @Test
    void aBlockedLensIsUncertain() {
        assertUncertain(even(130), "blurred or blocked");
    }

    @Test
    void aPictureOutOfFocusIsUncertain() throws IOException {
        assertUncertain(blurred(golden("good-").get(0), 4), "blurred or blocked");
    }

    @Test
    void whiteNoiseDoesNotBreakIt() {
        byte[] pixels = new byte[SIZE * SIZE];
        new SplittableRandom(1).nextBytes(pixels);

        assertThat(INSPECTOR.inspect(new GreyImage(SIZE, SIZE, pixels)).outcome())
                .isNotEqualTo(Outcome.GOOD);
    }

    @Test
    void aFolderWithoutABundleIsRefusedByName() {
        assertThatThrownBy(() -> SurfaceInspector.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void memoryDoesNotGrowOverThousandsOfPictures() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeThat(status)
                .as("the resident size is read from /proc, which only Linux has")
                .exists();
        GreyImage picture = golden("good-").get(0);
        inspect(picture, 300);
        long before = residentKibibytes(status);

        inspect(picture, 2000);

        // One input kept a call would be 400 MB.
        assertThat(residentKibibytes(status) - before).isLessThan(64 * 1024);
    }

    private static void inspect(GreyImage picture, int times) {
        for (int i = 0; i < times; i++) {
            INSPECTOR.inspect(picture);
        }
    }

    private static long residentKibibytes(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void assertUncertain(GreyImage picture, String why) {
        Inspection inspection = INSPECTOR.inspect(picture);
        assertThat(inspection.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(inspection.score()).isNaN();
        assertThat(inspection.reason()).contains(why);
    }

    /** The bundle's golden inputs are pictures, a byte a pixel. */
    private static List<GreyImage> golden(String namePattern) throws IOException {
        try (Stream<Path> files = Files.list(BUNDLE.resolve("golden"))) {
            List<Path> inputs = files.filter(
                            file -> String.valueOf(file.getFileName()).matches(namePattern + ".*\\.input\\.u8"))
                    .sorted()
                    .toList();
            List<GreyImage> pictures = new ArrayList<>();
            for (Path input : inputs) {
                pictures.add(new GreyImage(SIZE, SIZE, Files.readAllBytes(input)));
            }
            return pictures;
        }
    }

    private static GreyImage even(int level) {
        return scaled(new GreyImage(SIZE, SIZE, new byte[SIZE * SIZE]), 0, level);
    }

    private static GreyImage scaled(GreyImage picture, double gain) {
        return scaled(picture, gain, 0);
    }

    private static GreyImage scaled(GreyImage picture, double gain, int offset) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.min(255, gain * (picture.pixels()[i] & 0xFF) + offset);
        }
        return new GreyImage(SIZE, SIZE, pixels);
    }

    private static GreyImage blurred(GreyImage picture, int radius) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int sum = 0;
                int count = 0;
                for (int ny = Math.max(0, y - radius); ny <= Math.min(SIZE - 1, y + radius); ny++) {
                    for (int nx = Math.max(0, x - radius); nx <= Math.min(SIZE - 1, x + radius); nx++) {
                        sum += picture.at(nx, ny);
                        count++;
                    }
                }
                pixels[y * SIZE + x] = (byte) Math.floorDiv(sum, count);
            }
        }
        return new GreyImage(SIZE, SIZE, pixels);
    }
}
