package org.millwright.simulator.surface;

import java.util.random.RandomGenerator;

/** A round shape with an uneven outline. */
final class Blob {

    private static final int HARMONICS = 4;

    /** Given the distance from the centre as a share of the outline's, and the direction in radians. */
    interface Profile {
        float at(float share, float direction);
    }

    private final float x;
    private final float y;
    private final float radius;
    private final float[] wobble = new float[HARMONICS];
    private final float[] phase = new float[HARMONICS];

    /** @param unevenness 0 for a circle; 0.4 is ragged */
    Blob(RandomGenerator random, float x, float y, float radius, float unevenness) {
        this.x = x;
        this.y = y;
        this.radius = radius;
        for (int i = 0; i < HARMONICS; i++) {
            wobble[i] = unevenness * random.nextFloat() / (i + 1);
            phase[i] = random.nextFloat() * (float) (2 * Math.PI);
        }
    }

    /** @param reach how far outside of the outline the profile still matters, 1.5 is half a radius */
    void drawOn(Layer layer, float reach, Profile gain, Profile cover) {
        float widest = radius * reach * 1.6f;
        for (int py = Math.max(0, (int) (y - widest)); py <= Math.min(Surface.SIZE - 1, (int) (y + widest)); py++) {
            for (int px = Math.max(0, (int) (x - widest)); px <= Math.min(Surface.SIZE - 1, (int) (x + widest)); px++) {
                float direction = (float) Math.atan2(py - y, px - x);
                float share = (float) Math.hypot(py - y, px - x) / outline(direction);
                if (share <= reach) {
                    layer.add(px, py, gain.at(share, direction), cover.at(share, direction));
                }
            }
        }
    }

    private float outline(float direction) {
        float factor = 1;
        for (int i = 0; i < HARMONICS; i++) {
            factor += wobble[i] * (float) Math.cos((i + 2) * direction + phase[i]);
        }
        return radius * Math.max(0.3f, factor);
    }
}
