package org.millwright.simulator.surface;

import static org.millwright.simulator.surface.GroundSteel.bell;

import java.util.random.RandomGenerator;

/** Draws one defect of a kind at a random place on a layer. */
final class DefectPainter {

    private static final float FULL_TURN = (float) (2 * Math.PI);
    private static final int MARGIN = 24;

    private final RandomGenerator random;
    private final Scene scene;

    DefectPainter(RandomGenerator random, Scene scene) {
        this.random = random;
        this.scene = scene;
    }

    Layer paint(DefectKind kind) {
        Layer layer = new Layer();
        float x = MARGIN + random.nextFloat() * (Surface.SIZE - 2 * MARGIN);
        float y = MARGIN + random.nextFloat() * (Surface.SIZE - 2 * MARGIN);
        switch (kind) {
            case SCRATCH -> scratch(layer, x, y);
            case PIT -> pits(layer, x, y);
            case CRACK -> crack(layer, x, y);
            case STAIN -> stain(layer, x, y);
            case DENT -> dent(layer, x, y);
        }
        return layer;
    }

    private void scratch(Layer layer, float x, float y) {
        // At least 20 degrees off the grain: along it, it would be a grinding mark.
        float angle = scene.grain() + (random.nextBoolean() ? 1 : -1) * between(0.35f, 1.5f);
        float length = between(35, 120);
        float bend = between(-0.12f, 0.12f) * length;
        int points = 24;
        float[] xs = new float[points + 1];
        float[] ys = new float[points + 1];
        for (int i = 0; i <= points; i++) {
            float t = (float) i / points - 0.5f;
            float side = bend * (1 - 4 * t * t);
            xs[i] = x + t * length * cos(angle) - side * sin(angle);
            ys[i] = y + t * length * sin(angle) + side * cos(angle);
        }
        float width = between(0.7f, 1.3f);
        float polarity = random.nextFloat() < 0.6f ? -1 : 1;
        float skip = between(0, FULL_TURN);
        new Stroke(xs, ys, 6)
                .drawOn(
                        layer,
                        (d, along) -> polarity
                                * taper(along)
                                * (0.8f + 0.2f * cos(13 * along + skip))
                                * (0.42f * bell(d / width) - 0.20f * bell((d - 1.8f * width) / width)),
                        (d, along) -> bell(d / (1.6f * width)));
    }

    private void pits(Layer layer, float x, float y) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            float radius = between(2.0f, 4.6f) / (1 + 0.3f * i);
            new Blob(random, x + i * between(-14, 14), y + i * between(-14, 14), radius, 0.22f)
                    .drawOn(
                            layer,
                            2,
                            // The wall away from the lamp catches its light.
                            (share, direction) -> -0.50f * (1 - step(0.7f, 1.15f, share))
                                    + 0.28f * bell((share - 1.15f) / 0.25f) * facing(direction + FULL_TURN / 2),
                            (share, direction) -> share <= 1.2f ? 1 : 0);
        }
    }

    private void crack(Layer layer, float x, float y) {
        float angle = between(0, FULL_TURN);
        branch(layer, x, y, angle, 14 + random.nextInt(16), between(0.7f, 1.1f), 2);
    }

    private void branch(Layer layer, float x, float y, float angle, int steps, float width, int forks) {
        float[] xs = new float[steps + 1];
        float[] ys = new float[steps + 1];
        xs[0] = x;
        ys[0] = y;
        float heading = angle;
        for (int i = 1; i <= steps; i++) {
            // Pulled back to its main direction, else it curls up.
            heading += 0.45f * (float) random.nextGaussian() - 0.35f * (heading - angle);
            float stride = between(2.0f, 4.5f);
            xs[i] = xs[i - 1] + stride * cos(heading);
            ys[i] = ys[i - 1] + stride * sin(heading);
        }
        new Stroke(xs, ys, 4)
                .drawOn(
                        layer,
                        (d, along) -> -0.46f * (1 - 0.6f * along) * bell(d / (width * (1.05f - 0.5f * along))),
                        (d, along) -> bell(d / (1.7f * width)));
        for (int i = 0; i < forks && steps > 6; i++) {
            int from = 2 + random.nextInt(steps - 3);
            float turn = (random.nextBoolean() ? 1 : -1) * between(0.5f, 1.1f);
            branch(layer, xs[from], ys[from], angle + turn, Math.max(3, steps / 3), width * 0.75f, 0);
        }
    }

    private void stain(Layer layer, float x, float y) {
        float radius = between(11, 26);
        float tone = random.nextFloat() < 0.75f ? -1 : 0.8f;
        float edge = between(0.05f, 0.12f);
        new Blob(random, x, y, radius, 0.3f)
                .drawOn(
                        layer,
                        1.4f,
                        (share, direction) ->
                                tone * 0.15f * (1 - step(0.8f, 1.15f, share)) - edge * bell((share - 0.95f) / 0.09f),
                        (share, direction) -> share <= 1.05f ? 1 : 0);
    }

    private void dent(Layer layer, float x, float y) {
        float radius = between(6, 14);
        new Blob(random, x, y, radius, 0.1f)
                .drawOn(
                        layer,
                        2,
                        (share, direction) -> -0.70f * share * bell(share * 1.1f) * cos(direction - scene.light())
                                - 0.05f * bell(share),
                        (share, direction) -> share <= 1.3f ? 1 : 0);
    }

    /** 1 looking at the lamp, 0 sideways and beyond. */
    private float facing(float direction) {
        return Math.max(0, cos(direction - scene.light()));
    }

    private static float taper(float along) {
        return Math.min(1, 5 * Math.min(along, 1 - along) + 0.15f);
    }

    private static float step(float low, float high, float x) {
        float t = Math.clamp((x - low) / (high - low), 0f, 1f);
        return t * t * (3 - 2 * t);
    }

    private float between(float low, float high) {
        return low + (high - low) * random.nextFloat();
    }

    private static float cos(float angle) {
        return (float) Math.cos(angle);
    }

    private static float sin(float angle) {
        return (float) Math.sin(angle);
    }
}
