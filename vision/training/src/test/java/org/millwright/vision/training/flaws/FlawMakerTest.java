package org.millwright.vision.training.flaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FlawMakerTest {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    @ParameterizedTest
    @EnumSource(FlawMaker.Kind.class)
    void everyKindCanBeSeenWhereTheMaskSaysSo(FlawMaker.Kind kind) {
        FlawMaker maker = new FlawMaker(new SplittableRandom(3));
        int seen = 0;
        for (int i = 0; i < 40; i++) {
            Levels picture = picture(1, i);
            Levels before = picture.copy();
            byte[] mask = maker.spoil(picture, picture(1, 1000 + i), kind);
            seen += covered(mask) > 0 ? 1 : 0;
            assertThat(meanChange(before, picture, mask, true))
                    .as("change inside the mask of " + kind)
                    .satisfiesAnyOf(
                            inside -> assertThat(covered(mask)).isZero(),
                            inside -> assertThat(inside).isGreaterThan(meanChange(before, picture, mask, false)));
        }
        assertThat(seen).as("of 40 flaws of kind " + kind).isGreaterThan(35);
    }

    @Test
    void aPictureWithoutAVisibleFlawIsLeftAsItWas() {
        int unseen = 0;
        for (int seed = 0; seed < 200; seed++) {
            Levels black = new Levels(1, WIDTH, HEIGHT, new float[WIDTH * HEIGHT]);
            byte[] mask = new FlawMaker(new SplittableRandom(seed)).spoil(black, black.copy(), FlawMaker.Kind.TEXTURE);
            if (covered(mask) == 0) {
                unseen++;
                assertThat(black.values()).containsOnly(0);
            }
        }
        assertThat(unseen).as("black smeared or displaced stays black").isPositive();
    }

    @Test
    void theSameSeedMakesTheSameFlaws() {
        Levels first = picture(3, 1);
        Levels second = picture(3, 1);
        byte[] firstMask = new FlawMaker(new SplittableRandom(9)).spoil(first, picture(3, 2));
        byte[] secondMask = new FlawMaker(new SplittableRandom(9)).spoil(second, picture(3, 2));
        assertThat(firstMask).isEqualTo(secondMask);
        assertThat(first.values()).isEqualTo(second.values());
        assertThat(first.values()).isNotEqualTo(picture(3, 1).values());
    }

    @Test
    void levelsStayBetweenBlackAndWhite() {
        FlawMaker maker = new FlawMaker(new SplittableRandom(5));
        for (int i = 0; i < 100; i++) {
            Levels picture = picture(3, i);
            maker.spoil(picture, picture(3, 500 + i));
            for (float value : picture.values()) {
                assertThat(value).isBetween(0f, 255f);
            }
        }
    }

    @Test
    void aDonorOfOtherChannelsIsRefused() {
        FlawMaker maker = new FlawMaker(new SplittableRandom(1));
        assertThatThrownBy(() -> maker.spoil(picture(1, 1), picture(3, 1)))
                .hasMessageContaining("donor has 3 channels")
                .hasMessageContaining("1");
    }

    private static Levels picture(int channels, int salt) {
        float[] values = new float[channels * WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            int at = i % (WIDTH * HEIGHT);
            float x = at % WIDTH;
            float y = Math.floorDiv(at, WIDTH);
            values[i] = 120 + 20 * Noise.smooth(salt, x / 9, y / 5) + 6 * Noise.at(salt + 1, (int) x, (int) y);
        }
        return new Levels(channels, WIDTH, HEIGHT, values);
    }

    private static int covered(byte[] mask) {
        int count = 0;
        for (byte value : mask) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    private static double meanChange(Levels before, Levels after, byte[] mask, boolean inside) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0 == inside) {
                sum += Math.abs(after.values()[i] - before.values()[i]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
