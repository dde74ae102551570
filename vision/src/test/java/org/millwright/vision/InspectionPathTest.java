package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millwright.hardware.camera.ColourImage;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection.Outcome;
import org.millwright.vision.Inspection.Place;

/** From a picture of any size to a verdict, on networks whose every figure is known: dark is defective. */
final class InspectionPathTest {

    private static final int BRIGHT = 180;
    private static final int DARK = 30;

    @TempDir
    Path folder;

    private Inspection inspect(TestingBundle bundle, Image image) throws IOException {
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle.write(folder))) {
            return inspector.inspect(image);
        }
    }

    @Test
    void whereTheSizeMustBeExactAPictureOfAnotherIsUncertainAndBothSizesAreNamed() throws IOException {
        Inspection inspection =
                inspect(new TestingBundle(1, 64, 64).with("resize", "exact"), new GreyImage(100, 50, new byte[5000]));

        assertThat(inspection.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(inspection.score()).isNaN();
        assertThat(inspection.reason()).contains("100x50", "64x64");
    }

    @Test
    void aPictureOfAnotherSizeIsFittedAndThePlaceIsInItsOwnPixels() throws IOException {
        GreyImage image = even(640, 480, BRIGHT);
        blot(image, 400, 300, 60, 45);

        Inspection inspection = inspect(new TestingBundle(1, 64, 64).with("resize", "fit"), image);

        assertThat(inspection.outcome()).isEqualTo(Outcome.DEFECT);
        assertCovers(inspection.place().orElseThrow(), 400, 300, 60, 45, 90);
    }

    @Test
    void aLargePictureIsReadInTilesThatAgreeWithOneAnother() throws IOException {
        GreyImage image = even(500, 300, BRIGHT);
        blot(image, 440, 250, 20, 20);
        blot(image, 88, 40, 64, 24);

        Inspection inspection =
                inspect(new TestingBundle(1, 64, 64).with("resize", "tile").with("millimetres-per-pixel", 0.5), image);

        assertThat(inspection.outcome()).isEqualTo(Outcome.DEFECT);
        assertThat(inspection.regions()).hasSize(2);
        Place large = inspection.regions().stream()
                .map(Inspection.Region::place)
                .filter(place -> place.x() < 200)
                .findFirst()
                .orElseThrow();
        assertCovers(large, 88, 40, 64, 24, 16);
        assertThat(inspection.regions())
                .anySatisfy(region -> assertThat(region.millimetres()).isBetween(32.0, 40.0));
        assertThat(inspection.map().orElseThrow().area().width()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void aPictureSmallerThanATileIsPaddedWithItsBorder() throws IOException {
        Inspection inspection = inspect(new TestingBundle(1, 64, 64).with("resize", "tile"), even(40, 24, BRIGHT));

        assertThat(inspection.outcome()).isEqualTo(Outcome.GOOD);
        assertThat(inspection.score()).isCloseTo(DefectMap.share(10 - BRIGHT / 10.0), within(1e-6));
    }

    @Test
    void theRegionIsCutOutAndPlacesAreGivenInTheWholePicture() throws IOException {
        GreyImage image = even(300, 200, 0);
        for (int y = 100; y < 164; y++) {
            Arrays.fill(image.pixels(), y * 300 + 200, y * 300 + 264, (byte) BRIGHT);
        }
        blot(image, 216, 124, 16, 16);

        Inspection inspection = inspect(
                new TestingBundle(1, 64, 64).with("region", Map.of("x", 200, "y", 100, "width", 64, "height", 64)),
                image);

        assertThat(inspection.place()).contains(new Place(216, 124, 16, 16));
    }

    @Test
    void aRegionThatDoesNotFitTheCameraIsUncertainAndNamesBoth() throws IOException {
        Inspection inspection = inspect(
                new TestingBundle(1, 64, 64).with("region", Map.of("x", 200, "y", 100, "width", 64, "height", 64)),
                even(224, 224, BRIGHT));

        assertThat(inspection.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(inspection.reason()).contains("224x224", "264x164");
    }

    @Test
    void aColourModelSeesRedGreenAndBlue() throws IOException {
        byte[] pixels = new byte[64 * 64 * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) 200;
            pixels[i + 1] = 100;
            pixels[i + 2] = 0;
        }

        Inspection inspection = inspect(new TestingBundle(3, 64, 64), new ColourImage(64, 64, pixels));

        // The mean of the three planes is 100, so the log-odds are 0: that is at the limit of 0.5.
        assertThat(inspection.score()).isCloseTo(0.5, within(1e-4));
        assertThat(inspection.borderline()).isTrue();
    }

    @Test
    void aGreyCameraDoesNotFitAColourModel() throws IOException {
        Inspection inspection = inspect(new TestingBundle(3, 64, 64), even(64, 64, BRIGHT));

        assertThat(inspection.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(inspection.reason()).contains("grey", "colour");
    }

    @Test
    void aGreyModelTakesTheLumaOfAColourCamera() throws IOException {
        byte[] pixels = new byte[64 * 64 * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i + 1] = (byte) 255;
        }

        Inspection inspection = inspect(new TestingBundle(1, 64, 64), new ColourImage(64, 64, pixels));

        assertThat(inspection.score()).isCloseTo(DefectMap.share(10 - 150 / 10.0), within(1e-4));
    }

    @Test
    void aPartThatLiesElsewhereIsFollowed() throws IOException {
        GreyImage reference = part(0, 0, 1);
        TestingBundle bundle = new TestingBundle(1, 64, 64)
                .with("region", Map.of("x", 32, "y", 32, "width", 128, "height", 128))
                .with("resize", "tile")
                .with("register", Map.of("reference", "reference.u8", "most-shift", 20))
                .file("reference.u8", Registration.reference(cut(reference, 32, 32, 128)));

        try (SurfaceInspector inspector = SurfaceInspector.open(bundle.write(folder))) {
            GreyImage moved = part(13, -8, 2);
            blot(moved, 96 + 13, 96 - 8, 16, 16);
            Inspection found = inspector.inspect(moved);
            assertThat(found.outcome()).isEqualTo(Outcome.DEFECT);
            Place area = found.map().orElseThrow().area();
            assertThat(area.x()).isCloseTo(32 + 13, within(1));
            assertThat(area.y()).isCloseTo(32 - 8, within(1));
            assertCovers(found.place().orElseThrow(), 96 + 13, 96 - 8, 16, 16, 10);

            Inspection far = inspector.inspect(part(30, 0, 3));
            assertThat(far.outcome()).isEqualTo(Outcome.UNCERTAIN);
            assertThat(far.reason()).contains("from its place", "20");

            Inspection other = inspector.inspect(noise(192, 192));
            assertThat(other.outcome()).isEqualTo(Outcome.UNCERTAIN);
            assertThat(other.reason()).contains("not recognised");
        }
    }

    @Test
    void aClassIsNamedAndTheGoodOneIsNoDefect() throws IOException {
        TestingBundle bundle = new TestingBundle(1, 64, 64)
                .withClasses(List.of("good", "crazing", "patches"), false)
                .with("good-class", "good");
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle.write(folder))) {
            Inspection bright = inspector.inspect(even(64, 64, 240));
            assertThat(bright.outcome()).isEqualTo(Outcome.DEFECT);
            assertThat(bright.defectClass()).isEqualTo("patches");
            assertThat(bright.place()).isEmpty();
            double good = 1 / (1 + Math.exp(4.8) + Math.exp(9.6));
            assertThat(bright.score()).isCloseTo(1 - good, within(1e-5));
        }
    }

    @Test
    void withoutAGoodClassTheBestIsTheVerdictWhenItIsSureEnough() throws IOException {
        TestingBundle bundle = new TestingBundle(1, 64, 64)
                .withClasses(List.of("crazing", "patches"), false)
                .with("limit", 0.9);
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle.write(folder))) {
            assertThat(inspector.inspect(even(64, 64, 240)).defectClass()).isEqualTo("patches");
            Inspection unsure = inspector.inspect(even(64, 64, 60));
            assertThat(unsure.outcome()).isEqualTo(Outcome.UNCERTAIN);
            assertThat(unsure.reason()).contains("patches", "90 %");
        }
    }

    @Test
    void aMapAndClassesTellWhereAndWhat() throws IOException {
        GreyImage image = even(64, 64, BRIGHT);
        blot(image, 16, 16, 16, 16);

        Inspection inspection = inspect(
                new TestingBundle(1, 64, 64)
                        .withClasses(List.of("good", "scratch", "dent"), true)
                        .with("good-class", "good"),
                image);

        assertThat(inspection.outcome()).isEqualTo(Outcome.DEFECT);
        assertThat(inspection.defectClass()).isEqualTo("dent");
        assertThat(inspection.place()).contains(new Place(16, 16, 16, 16));
    }

    @Test
    void aLimitIsTakenForOnePictureAtATime() throws IOException {
        GreyImage image = even(64, 64, 110);
        TestingBundle bundle = new TestingBundle(1, 64, 64).with("limits", Map.of("A", 0.2));
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle.write(folder))) {
            assertThat(inspector.inspect(image).outcome()).isEqualTo(Outcome.GOOD);
            assertThat(inspector
                            .inspect(image, inspector.limitOf("A").orElseThrow())
                            .outcome())
                    .isEqualTo(Outcome.DEFECT);
            assertThat(inspector.limitOf("B")).isEmpty();
        }
    }

    @Test
    void aBudgetThatThisGatewayCannotKeepIsNamed() throws IOException {
        try (SurfaceInspector inspector = SurfaceInspector.open(
                new TestingBundle(1, 64, 64).with("latency-budget-ms", 0.0001).write(folder))) {
            assertThat(inspector.tooSlow(inspector.warmUp()))
                    .hasValueSatisfying(text -> assertThat(text).contains("latency budget", "0.0 ms"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 1.5, limit 1.5 must lie between 0 and 1",
        "resize, crop, 'must be \"exact\", \"fit\" or \"tile\"'",
        "tile-overlap, 0.95, must be below 0.9",
        "millimetres-per-pixel, 0, must be above 0",
        "good-class, fine, must be one of",
        "latency-budget-ms, -1, must be above 0"
    })
    void aFieldThatIsWrongIsNamedWithItsValue(String field, String value, String message) {
        Object given = value.matches("-?[\\d.]+") ? Double.valueOf(value) : value;
        assertThatThrownBy(() -> SurfaceInspector.open(
                        new TestingBundle(1, 64, 64).with(field, given).write(folder)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(field)
                .hasMessageContaining(message)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void classNamesThatDoNotFitTheNetworkAreNamed() {
        assertThatThrownBy(() -> SurfaceInspector.open(new TestingBundle(1, 64, 64)
                        .withClasses(List.of("a", "b"), true)
                        .with("classes", List.of("a", "b", "c"))
                        .write(folder)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("does not fit the 3 names");
    }

    private static void assertCovers(Place place, int x, int y, int width, int height, int room) {
        assertThat(place.x()).isBetween(x - room, x);
        assertThat(place.y()).isBetween(y - room, y);
        assertThat(place.x() + place.width()).isBetween(x + width, x + width + room);
        assertThat(place.y() + place.height()).isBetween(y + height, y + height + room);
    }

    private static GreyImage even(int width, int height, int level) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) level);
        return new GreyImage(width, height, pixels);
    }

    private static void blot(GreyImage image, int left, int top, int width, int height) {
        for (int y = top; y < top + height; y++) {
            Arrays.fill(image.pixels(), y * image.width() + left, y * image.width() + left + width, (byte) DARK);
        }
    }

    private static GreyImage noise(int width, int height) {
        byte[] pixels = new byte[width * height];
        new SplittableRandom(9).nextBytes(pixels);
        return new GreyImage(width, height, pixels);
    }

    /** A bright part with a few holes and edges on a darker ground, and a little noise of its own. */
    private static GreyImage part(int dx, int dy, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GreyImage image = even(192, 192, 130);
        for (int y = 0; y < 192; y++) {
            for (int x = 0; x < 192; x++) {
                double px = x - dx - 96;
                double py = y - dy - 96;
                boolean inside = Math.abs(px) < 52 && Math.abs(py) < 44;
                boolean hole = Math.hypot(px + 25, py + 10) < 10 || Math.hypot(px - 30, py - 20) < 7;
                double level = (inside && !hole ? 200 : 140) + random.nextDouble() * 8;
                image.pixels()[y * 192 + x] = (byte) level;
            }
        }
        return image;
    }

    private static GreyImage cut(GreyImage image, int left, int top, int size) {
        byte[] pixels = new byte[size * size];
        for (int y = 0; y < size; y++) {
            System.arraycopy(image.pixels(), (top + y) * image.width() + left, pixels, y * size, size);
        }
        return new GreyImage(size, size, pixels);
    }
}
