package org.millwright.vision.training.textures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.millwright.vision.training.flaws.Levels;

final class TextureTest {

    @Test
    void theSameSeedDrawsTheSamePicture() {
        assertThat(picture(4, 9).values()).isEqualTo(picture(4, 9).values());
        assertThat(picture(4, 9).values()).isNotEqualTo(picture(5, 9).values());
    }

    @Test
    void twoPicturesOfOneSurfaceAreDifferentPiecesOfIt() {
        assertThat(picture(4, 9).values()).isNotEqualTo(picture(4, 10).values());
    }

    @Test
    void levelsAreThoseOfACamera() {
        for (int seed = 0; seed < 50; seed++) {
            Levels picture = picture(seed, seed);
            assertThat(picture.channels()).isEqualTo(1);
            for (float level : picture.values()) {
                assertThat(level).isBetween(0f, 255f);
            }
        }
    }

    private static Levels picture(int surface, int piece) {
        return Texture.random(new SplittableRandom(surface)).picture(48, 32, new SplittableRandom(piece));
    }
}
