package org.millwright.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SurfaceRendererTest {

    private static final double NORMAL = SurfaceRenderer.DEFAULT_DIFFICULTY;

    @Test
    void samePartOfTheSameSeedIsTheSamePicture() {
        Surface first = new SurfaceRenderer(Purpose.LIVE, 5, 1, NORMAL).render(17);
        Surface again = new SurfaceRenderer(Purpose.LIVE, 5, 1, NORMAL).render(17);
        assertThat(again.pixels()).isEqualTo(first.pixels());
        assertThat(again.defect().orElseThrow().box())
                .isEqualTo(first.defect().orElseThrow().box());
        assertThat(again.defect().orElseThrow().mask())
                .isEqualTo(first.defect().orElseThrow().mask());
    }

    @Test
    void noPictureIsSharedBetweenTrainingAndLiveOrBetweenSeeds() {
        Set<Integer> seen = new HashSet<>();
        int drawn = 0;
        for (Purpose purpose : Purpose.values()) {
            for (int seed = 0; seed < 4; seed++) {
                SurfaceRenderer renderer = new SurfaceRenderer(purpose, seed, 0.5, NORMAL);
                for (int part = 0; part < 8; part++) {
                    seen.add(Arrays.hashCode(renderer.render(part).pixels()));
                    drawn++;
                }
            }
        }
        assertThat(seen).hasSize(drawn);
    }

    /** The mixing is one to one, so it is enough that what goes in differs; this would catch an overlap of the fields. */
    @Property(tries = 500)
    void purposeSeedAndPartNeverCollide(
            @ForAll @IntRange int seed,
            @ForAll @IntRange int otherSeed,
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long part,
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long otherPart) {
        assertThat(Purpose.TRAINING.partSeed(seed, part)).isNotEqualTo(Purpose.LIVE.partSeed(otherSeed, otherPart));
        if (seed != otherSeed || part != otherPart) {
            assertThat(Purpose.LIVE.partSeed(seed, part)).isNotEqualTo(Purpose.LIVE.partSeed(otherSeed, otherPart));
        }
    }

    @Test
    void boxIsTheSmallestThatHoldsTheMaskForEveryKind() {
        SurfaceRenderer renderer = new SurfaceRenderer(Purpose.TRAINING, 3, 1, NORMAL);
        Set<DefectKind> kinds = EnumSet.noneOf(DefectKind.class);
        for (int part = 0; part < 150; part++) {
            Defect defect = renderer.render(part).defect().orElseThrow();
            kinds.add(defect.kind());
            assertThat(Layer.bounds(defect.mask())).contains(defect.box());
            assertThat(defect.box().x() + defect.box().width()).isLessThanOrEqualTo(Surface.SIZE);
            assertThat(defect.box().y() + defect.box().height()).isLessThanOrEqualTo(Surface.SIZE);
            assertThat(covered(defect)).as("pixels of part %s", part).isGreaterThanOrEqualTo(8);
        }
        assertThat(kinds).containsExactlyInAnyOrder(DefectKind.values());
    }

    @Test
    void goodPartsHaveNoDefectAndTheRateIsKept() {
        SurfaceRenderer none = new SurfaceRenderer(Purpose.LIVE, 3, 0, NORMAL);
        SurfaceRenderer some = new SurfaceRenderer(Purpose.LIVE, 3, 0.3, NORMAL);
        int defects = 0;
        for (int part = 0; part < 300; part++) {
            assertThat(none.render(part).defect()).isEmpty();
            defects += some.render(part).defect().isPresent() ? 1 : 0;
        }
        assertThat(defects).isBetween(65, 115);
    }

    @Test
    void defectChangesThePictureOnlyAroundItself() {
        Surface good = new SurfaceRenderer(Purpose.LIVE, 9, 0, NORMAL).render(4);
        Surface bad = new SurfaceRenderer(Purpose.LIVE, 9, 1, NORMAL).render(4);
        Box box = bad.defect().orElseThrow().box();
        int inside = 0;
        for (int y = 0; y < Surface.SIZE; y++) {
            for (int x = 0; x < Surface.SIZE; x++) {
                int change = Math.abs(good.at(x, y) - bad.at(x, y));
                boolean near = x > box.x() - 16
                        && x < box.x() + box.width() + 16
                        && y > box.y() - 16
                        && y < box.y() + box.height() + 16;
                inside += near && change > 0 ? 1 : 0;
                assertThat(near || change <= 1).as("pixel %s,%s", x, y).isTrue();
            }
        }
        assertThat(inside).isGreaterThan(10);
    }

    @Test
    void jpegDecodesToNearlyTheSameGreys() throws IOException {
        Surface surface = new SurfaceRenderer(Purpose.LIVE, 1, 1, NORMAL).render(2);
        var decoded = ImageIO.read(new ByteArrayInputStream(new JpegEncoder().encode(surface)))
                .getRaster();
        assertThat(decoded.getNumBands()).isEqualTo(1);
        double squares = 0;
        for (int y = 0; y < Surface.SIZE; y++) {
            for (int x = 0; x < Surface.SIZE; x++) {
                squares += Math.pow(decoded.getSample(x, y, 0) - surface.at(x, y), 2);
            }
        }
        assertThat(Math.sqrt(squares / (Surface.SIZE * Surface.SIZE))).isLessThan(5);
    }

    @Test
    void wrongArgumentsAreNamedWithTheirLimits() {
        assertThatThrownBy(() -> new SurfaceRenderer(Purpose.LIVE, -1, 0.1, NORMAL))
                .hasMessage("seed is -1: must be 0 to 2147483647");
        assertThatThrownBy(() -> new SurfaceRenderer(Purpose.LIVE, 1, Double.NaN, NORMAL))
                .hasMessage("defect rate is NaN: must be 0 to 1");
        assertThatThrownBy(() -> new SurfaceRenderer(Purpose.LIVE, 1, 0.1, 1.5))
                .hasMessage("difficulty is 1.5: must be 0 to 1");
        assertThatThrownBy(() -> new SurfaceRenderer(Purpose.LIVE, 1, 0.1, NORMAL).render(1L << 32))
                .hasMessage("part is 4294967296: must be 0 to 4294967295");
    }

    private static int covered(Defect defect) {
        int covered = 0;
        for (byte pixel : defect.mask()) {
            covered += pixel != 0 ? 1 : 0;
        }
        return covered;
    }
}
