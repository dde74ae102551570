package org.millwright.edge.inference;

import java.util.Random;
import org.millwright.maintenance.vibration.BearingGeometry;
import org.millwright.maintenance.vibration.BearingOrders;

/** Waveforms of a bearing 6205, for tests: blows that ring a resonance, over noise. */
public final class ShakenBearing {

    public static final double RATE_HERTZ = 12_000;
    public static final double PER_MINUTE = 1_800;
    /** One second. */
    public static final int SAMPLES = 12_000;

    public static final BearingOrders ORDERS = new BearingGeometry(9, 7.94, 39.04, 0).orders();

    private ShakenBearing() {}

    /** @param seed of the noise */
    public static double[] healthy(long seed) {
        Random random = new Random(seed);
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.2 * random.nextGaussian();
        }
        return samples;
    }

    public static double[] innerRace(long seed) {
        return struck(seed, ORDERS.inner());
    }

    public static double[] outerRace(long seed) {
        return struck(seed, ORDERS.outer());
    }

    private static double[] struck(long seed, double order) {
        double[] samples = healthy(seed);
        Random random = new Random(seed + 1);
        double period = RATE_HERTZ / (order * PER_MINUTE / 60);
        for (double at = 0; at < samples.length; at += period * (1 + 0.005 * random.nextGaussian())) {
            for (int i = (int) Math.ceil(at); i < Math.min(samples.length, at + 100); i++) {
                double seconds = (i - at) / RATE_HERTZ;
                samples[i] += Math.exp(-900 * seconds) * Math.sin(2 * Math.PI * 3_300 * seconds);
            }
        }
        return samples;
    }
}
