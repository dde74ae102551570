package org.millwright.vision.training.textures;

import static org.millwright.vision.training.textures.Texture.between;

import java.util.random.RandomGenerator;

/**
 * Where a part lies on its ground: nowhere (the ground fills the picture), or within a superellipse that may have a hole.
 *
 * @param size half of the part's extent as a share of the picture's; 0 for no part
 * @param slimness height to width
 * @param corners 2 for round, 10 for nearly square
 * @param hole share of the extent that is open
 */
record Outline(float size, float slimness, float corners, float hole, float angle, float x, float y) {

    private static final float PARTS_SHARE = 0.3f;

    static Outline random(RandomGenerator random) {
        boolean any = random.nextFloat() < PARTS_SHARE;
        return new Outline(
                any ? between(random, 0.2f, 0.7f) : 0,
                Texture.spread(random, 0.4f, 2.5f),
                Texture.spread(random, 2, 14),
                random.nextBoolean() ? 0 : between(random, 0.2f, 0.7f),
                between(random, 0, 3.2f),
                between(random, 0.35f, 0.65f),
                between(random, 0.35f, 0.65f));
    }

    /** In pixels, a little aside and turned, as parts come to lie. */
    Outline jittered(int width, int height, RandomGenerator random) {
        return new Outline(
                size * Math.min(width, height),
                slimness,
                corners,
                hole,
                angle + 0.03f * (float) random.nextGaussian(),
                width * (x + 0.01f * (float) random.nextGaussian()),
                height * (y + 0.01f * (float) random.nextGaussian()));
    }

    /** 1 on the part, 0 beside it. */
    float cover(float px, float py) {
        if (size == 0) {
            return 0;
        }
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        double u = Math.abs((px - x) * cos + (py - y) * sin) / size;
        double v = Math.abs((py - y) * cos - (px - x) * sin) / size / slimness;
        float share = (float) Math.pow(Math.pow(u, corners) + Math.pow(v, corners), 1 / corners);
        float inside = Math.clamp((1 - share) * size + 0.5f, 0f, 1f);
        float outsideOfHole = hole == 0 ? 1 : Math.clamp((share - hole) * size + 0.5f, 0f, 1f);
        return inside * outsideOfHole;
    }
}
