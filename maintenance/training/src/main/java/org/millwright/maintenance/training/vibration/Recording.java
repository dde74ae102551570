package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.millwright.maintenance.vibration.Waveform;

/** One file of the set: a bearing that runs at one speed. */
final class Recording {

    private final String name;
    private final Condition condition;
    private final int mils;
    private final int load;
    private final double perMinute;
    private final double rateHertz;
    private final double[] samples;

    /**
     * @param mils diameter of the fault in thousandths of an inch; 0 for a normal one
     * @param load in horsepower
     * @param samples in g; not copied
     */
    Recording(
            String name,
            Condition condition,
            int mils,
            int load,
            double perMinute,
            double rateHertz,
            double[] samples) {
        this.name = name;
        this.condition = condition;
        this.mils = mils;
        this.load = load;
        this.perMinute = perMinute;
        this.rateHertz = rateHertz;
        this.samples = samples;
    }

    Condition condition() {
        return condition;
    }

    int mils() {
        return mils;
    }

    int load() {
        return load;
    }

    double rateHertz() {
        return rateHertz;
    }

    double seconds() {
        return samples.length / rateHertz;
    }

    Waveform whole() {
        return waveform(samples);
    }

    Recording with(double newRateHertz, double[] newSamples) {
        return new Recording(name, condition, mils, load, perMinute, newRateHertz, newSamples);
    }

    /** Windows that lie wholly within a part of the recording, one behind the other. */
    List<Example> windows(double windowSeconds, double fromSeconds, double toSeconds) {
        int size = (int) Math.round(windowSeconds * rateHertz);
        int end = (int) Math.min(samples.length, Math.floor(toSeconds * rateHertz));
        List<Example> windows = new ArrayList<>();
        for (int from = (int) Math.ceil(fromSeconds * rateHertz); from + size <= end; from += size) {
            windows.add(new Example(this, waveform(Arrays.copyOfRange(samples, from, from + size))));
        }
        return windows;
    }

    private Waveform waveform(double[] values) {
        return new Waveform(values, rateHertz, "g", OptionalDouble.of(perMinute), true);
    }

    @Override
    public String toString() {
        return name;
    }
}
