package org.millwright.simulator.surface;

import java.util.random.RandomGenerator;

/**
 * How one part lies under the camera.
 *
 * @param grain direction of the grinding marks, radians
 * @param shiftX how far the part lies off its place, pixels
 * @param light where the light comes from, radians
 * @param slope how much one side of the picture is brighter than the other
 * @param glare where the broad reflection lies across the grain, pixels from the middle
 * @param exposure 1 is nominal
 */
record Scene(
        float grain,
        float shiftX,
        float shiftY,
        float light,
        float slope,
        float glare,
        float vignette,
        float exposure) {

    /** The camera and the lamp are bolted down, the robot places parts within a few millimetres and degrees. */
    static Scene random(RandomGenerator random) {
        return new Scene(
                0.22f + 0.08f * (float) random.nextGaussian(),
                3f * (float) random.nextGaussian(),
                3f * (float) random.nextGaussian(),
                -2.2f + 0.1f * (float) random.nextGaussian(),
                0.12f + 0.10f * random.nextFloat(),
                30f * (float) random.nextGaussian(),
                0.18f + 0.08f * random.nextFloat(),
                Math.clamp(1 + 0.07f * (float) random.nextGaussian(), 0.8f, 1.2f));
    }
}
