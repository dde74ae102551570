package org.millwright.maintenance.training.vibration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Files as the set's, of a made-up rig: faults strike a resonance of their own over noise and the shaft's lines. */
final class SimulatedRig {

    static final double PER_MINUTE = 1797;
    static final double RATE_HERTZ = 12_000;

    private SimulatedRig() {}

    static void write(Path folder, double seconds) throws IOException {
        write(folder, "Normal_0.mat", 97, seconds, 0, 0, 0);
        int number = 100;
        for (int mils : new int[] {7, 14, 21}) {
            double strength = mils / 7.0;
            write(folder, String.format("IR%03d_0.mat", mils), ++number, seconds, 5.4152, 2600, strength);
            write(folder, String.format("OR%03d@6_0.mat", mils), ++number, seconds, 3.5848, 3300, strength);
            write(folder, String.format("B%03d_0.mat", mils), ++number, seconds, 4.7135, 4100, strength);
        }
    }

    private static void write(
            Path folder, String name, int number, double seconds, double order, double resonanceHertz, double strength)
            throws IOException {
        double[] samples = samples(number, (int) (seconds * RATE_HERTZ), order, resonanceHertz, strength);
        write(folder.resolve(name), String.format("X%03d", number), samples, PER_MINUTE);
    }

    /** @param perMinute left out where it is 0 */
    static void write(Path file, String prefix, double[] samples, double perMinute) throws IOException {
        try (MatFile content = Mat5.newMatFile()) {
            content.addArray(prefix + "_DE_time", column(samples));
            content.addArray(prefix + "_FE_time", column(new double[samples.length]));
            if (perMinute > 0) {
                content.addArray(prefix + "RPM", column(new double[] {perMinute}));
            }
            Mat5.writeToFile(content, file.toFile());
        }
    }

    static double[] samples(long seed, int count, double order, double resonanceHertz, double strength) {
        Random random = new Random(seed);
        double shaftHertz = PER_MINUTE / 60;
        double[] samples = new double[count];
        double period = order > 0 ? 1 / (order * shaftHertz) : Double.POSITIVE_INFINITY;
        for (double at = order > 0 ? 0 : Double.POSITIVE_INFINITY;
                at < count / RATE_HERTZ;
                at += period * (1 + 0.005 * random.nextGaussian())) {
            int from = (int) Math.ceil(at * RATE_HERTZ);
            for (int i = from; i < Math.min(count, from + 100); i++) {
                double since = i / RATE_HERTZ - at;
                samples[i] += strength * Math.exp(-900 * since) * Math.sin(2 * Math.PI * resonanceHertz * since);
            }
        }
        for (int i = 0; i < count; i++) {
            samples[i] += 0.2 * random.nextGaussian();
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                samples[i] += 0.02 * Math.sin(2 * Math.PI * harmonic * shaftHertz * i / RATE_HERTZ + harmonic);
            }
        }
        return samples;
    }

    private static Matrix column(double[] values) {
        Matrix matrix = Mat5.newMatrix(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            matrix.setDouble(i, values[i]);
        }
        return matrix;
    }
}
