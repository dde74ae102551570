package org.millwright.simulator.surface;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A flawless ground surface: grinding marks, feed waves, cloudiness, and the small marks that are within tolerance. */
final class GroundSteel {

    private static final int SIZE = Surface.SIZE;
    private static final float MIDDLE = (SIZE - 1) / 2f;
    private static final float BASE_LEVEL = 138;

    private final RandomGenerator random;
    private final Lattice lattice;
    private final float[] offsets = new float[12];

    GroundSteel(RandomGenerator random) {
        this.random = random;
        this.lattice = new Lattice(random);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = random.nextFloat() * 512;
        }
    }

    /** Brightness in grey levels before light, defects and noise. */
    float[] draw(Scene scene) {
        float[] image = new float[SIZE * SIZE];
        Arrays.fill(image, BASE_LEVEL);
        Layer layer = new Layer();
        grain(layer, scene);
        tolerated(layer, scene);
        layer.applyTo(image, 1);
        return image;
    }

    private void grain(Layer layer, Scene scene) {
        float cos = (float) Math.cos(scene.grain());
        float sin = (float) Math.sin(scene.grain());
        float depth = 0.8f + 0.5f * random.nextFloat();
        float feed = 1 / (26 + 8 * random.nextFloat());
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float px = x - MIDDLE - scene.shiftX();
                float py = y - MIDDLE - scene.shiftY();
                float u = px * cos + py * sin;
                float v = py * cos - px * sin;
                float marks = 0.085f * noise(0, u / 46, v / 1.25f)
                        + 0.060f * noise(1, u / 120, v / 3.3f)
                        + 0.045f * noise(2, u / 22, v / 0.85f);
                float clouds = 0.035f * noise(3, px / 26, py / 26) + 0.045f * noise(4, px / 70, py / 70);
                float waves = 0.012f * wave(v * feed + 0.3f * noise(5, u / 90, v / 60));
                layer.add(x, y, depth * marks + clouds + waves, 0);
            }
        }
    }

    /** Nearly a sine of period 1, from two parabolas: it is drawn for every pixel. */
    private static float wave(float turns) {
        float t = 2 * (turns - (float) Math.floor(turns)) - 1;
        return 4 * t * (1 - Math.abs(t));
    }

    private float noise(int octave, float u, float v) {
        return lattice.at(u + offsets[2 * octave], v + offsets[2 * octave + 1]);
    }

    /** Single deeper grinding marks and dust: every good part has some, so a detector must live with them. */
    private void tolerated(Layer layer, Scene scene) {
        int lines = 3 + random.nextInt(7);
        for (int i = 0; i < lines; i++) {
            float length = 30 + random.nextFloat() * 150;
            float angle = scene.grain() + 0.02f * (float) random.nextGaussian();
            float x = random.nextFloat() * SIZE;
            float y = random.nextFloat() * SIZE;
            float[] xs = {x, x + length * (float) Math.cos(angle)};
            float[] ys = {y, y + length * (float) Math.sin(angle)};
            float width = 0.5f + 0.5f * random.nextFloat();
            float depth = (random.nextBoolean() ? 0.16f : -0.18f) * (0.4f + random.nextFloat());
            new Stroke(xs, ys, 3)
                    .drawOn(
                            layer,
                            (d, along) -> depth * bell(d / width) * (float) Math.sin(Math.PI * along),
                            (d, along) -> 0);
        }
        int specks = random.nextInt(5);
        for (int i = 0; i < specks; i++) {
            float dark = 0.15f + 0.25f * random.nextFloat();
            new Blob(
                            random,
                            random.nextFloat() * SIZE,
                            random.nextFloat() * SIZE,
                            0.7f + 0.8f * random.nextFloat(),
                            0.2f)
                    .drawOn(layer, 2, (share, direction) -> -dark * bell(share), (share, direction) -> 0);
        }
    }

    static float bell(float x) {
        return (float) Math.exp(-x * x);
    }
}
