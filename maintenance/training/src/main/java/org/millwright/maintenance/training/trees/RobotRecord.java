package org.millwright.maintenance.training.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * What a wrist sensor felt in the 315 ms after a robot's motion failed or did not.
 *
 * @param samples {@value #LENGTH} rows of force x, y, z and torque x, y, z
 */
record RobotRecord(String label, List<double[]> samples) {

    /** Of each of the six signals, of the whole force and of the whole torque. */
    static final List<String> FEATURES = Stream.of("fx", "fy", "fz", "tx", "ty", "tz", "force", "torque")
            .flatMap(signal -> Stream.of(
                            "mean",
                            "deviation",
                            "least",
                            "most",
                            "slope",
                            "first-third",
                            "middle-third",
                            "last-third",
                            "harmonic-1",
                            "harmonic-2",
                            "harmonic-3")
                    .map(statistic -> signal + "-" + statistic))
            .toList();

    private static final int LENGTH = 15;
    private static final int CHANNELS = 6;
    private static final int AXES = 3;
    private static final int HARMONICS = 3;

    /** A class's name on a line, then its samples, and so on. */
    static List<RobotRecord> read(Path file) {
        List<String> lines = lines(file);
        List<RobotRecord> records = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String label = lines.get(at).trim();
            if (at + LENGTH >= lines.size()) {
                throw new CannotTrain(file + ": the last record, " + label + ", has fewer than " + LENGTH + " samples");
            }
            records.add(new RobotRecord(
                    label,
                    lines.subList(at + 1, at + 1 + LENGTH).stream()
                            .map(line -> sample(file, label, line))
                            .toList()));
            at += 1 + LENGTH;
        }
        return records;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new CannotTrain(file + " cannot be read: " + e + "; see the data set's README", e);
        }
    }

    private static double[] sample(Path file, String label, String line) {
        try {
            double[] sample = Arrays.stream(line.trim().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (sample.length == CHANNELS) {
                return sample;
            }
        } catch (NumberFormatException e) {
            throw new CannotTrain(file + ": a sample of a record " + label + " is \"" + line.trim() + "\"", e);
        }
        throw new CannotTrain(file + ": a sample of a record " + label + " has not " + CHANNELS + " numbers: " + line);
    }

    double[] features() {
        List<Double> features = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel;
            addFeatures(samples.stream().mapToDouble(sample -> sample[at]).toArray(), features);
        }
        addFeatures(size(0), features);
        addFeatures(size(AXES), features);
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The length of the vector that begins at this channel. */
    private double[] size(int from) {
        return samples.stream()
                .mapToDouble(sample -> Math.hypot(Math.hypot(sample[from], sample[from + 1]), sample[from + 2]))
                .toArray();
    }

    private static void addFeatures(double[] signal, List<Double> features) {
        double mean = Arrays.stream(signal).average().orElseThrow();
        double squares = 0;
        double slope = 0;
        double middle = (LENGTH - 1) / 2.0;
        for (int i = 0; i < LENGTH; i++) {
            squares += (signal[i] - mean) * (signal[i] - mean);
            slope += (i - middle) * signal[i];
        }
        features.add(mean);
        features.add(Math.sqrt(squares / LENGTH));
        features.add(Arrays.stream(signal).min().orElseThrow());
        features.add(Arrays.stream(signal).max().orElseThrow());
        features.add(slope);
        int third = LENGTH / 3;
        for (int i = 0; i < 3; i++) {
            features.add(
                    Arrays.stream(signal, i * third, (i + 1) * third).average().orElseThrow());
        }
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            features.add(amplitude(signal, harmonic));
        }
    }

    private static double amplitude(double[] signal, int harmonic) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < signal.length; i++) {
            double angle = 2 * Math.PI * harmonic * i / signal.length;
            real += signal[i] * Math.cos(angle);
            imaginary += signal[i] * Math.sin(angle);
        }
        return Math.hypot(real, imaginary);
    }

    /** The one whose samples are nearest, each signal in its standard deviations among the known ones. */
    RobotRecord nearest(List<RobotRecord> known) {
        double[] scales = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel;
            double[] all = known.stream()
                    .flatMap(record -> record.samples.stream())
                    .mapToDouble(sample -> sample[at])
                    .toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double variance = Arrays.stream(all)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            scales[channel] = variance > 0 ? 1 / variance : 0;
        }
        return known.stream()
                .min(Comparator.comparingDouble(other -> distance(other, scales)))
                .orElseThrow();
    }

    private double distance(RobotRecord other, double[] scales) {
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                double difference = samples.get(i)[channel] - other.samples.get(i)[channel];
                sum += difference * difference * scales[channel];
            }
        }
        return sum;
    }
}
