package org.millwright.simulator.surface;

import java.util.random.RandomGenerator;

/** Lamp, lens and sensor: brightness → the bytes that the camera puts out. */
final class Optics {

    private static final int SIZE = Surface.SIZE;
    private static final float MIDDLE = (SIZE - 1) / 2f;
    private static final float READ_NOISE = 1.4f;
    private static final float GLARE = 0.16f;
    private static final float GLARE_WIDTH = 60;
    private static final float SHOT_NOISE = 0.028f;

    private final RandomGenerator random;

    Optics(RandomGenerator random) {
        this.random = random;
    }

    byte[] expose(float[] brightness, Scene scene) {
        float lampX = scene.slope() * (float) Math.cos(scene.light()) / MIDDLE;
        float lampY = scene.slope() * (float) Math.sin(scene.light()) / MIDDLE;
        float glareX = (float) -Math.sin(scene.grain()) / GLARE_WIDTH;
        float glareY = (float) Math.cos(scene.grain()) / GLARE_WIDTH;
        float glareAt = scene.glare() / GLARE_WIDTH;
        float falloff = scene.vignette() / (2 * MIDDLE * MIDDLE);
        byte[] pixels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            float x = i % SIZE - MIDDLE;
            float y = Math.floorDiv(i, SIZE) - MIDDLE;
            float glare = x * glareX + y * glareY - glareAt;
            float light = (1 + x * lampX + y * lampY + GLARE / (1 + glare * glare)) * (1 - falloff * (x * x + y * y));
            float level = brightness[i] * scene.exposure() * light;
            float noise =
                    (float) Math.sqrt(READ_NOISE * READ_NOISE + SHOT_NOISE * level) * (float) random.nextGaussian();
            pixels[i] = (byte) Math.clamp((int) (level + noise + 0.5f), 0, 255);
        }
        return pixels;
    }
}
