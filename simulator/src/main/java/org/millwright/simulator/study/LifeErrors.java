package org.millwright.simulator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Estimates against the truth, by how much was really left. Lives above the model's cap count as the cap. */
final class LifeErrors {

    private static final double CAP = 100;
    private static final double[] BOUNDS = {0, 10, 20, 40, 70, 100, Double.POSITIVE_INFINITY};

    private static final class Bin {
        private long steps;
        private long unknown;
        private double squares;
        private double sum;
        private long inside;
    }

    private final List<Bin> bins = new ArrayList<>();
    private final Bin all = new Bin();

    LifeErrors() {
        for (int i = 1; i < BOUNDS.length; i++) {
            bins.add(new Bin());
        }
    }

    void add(StudyLine line, List<Finding.Life> said) {
        for (Finding.Life life : said) {
            double truth = line.remainingHours(life.step());
            if (!Double.isNaN(truth)
                    && !Alarms.isDoubtful(life.step(), line.spindle().faults())) {
                count(bins.get(bin(truth)), life, truth);
                count(all, life, truth);
            }
        }
    }

    private static void count(Bin bin, Finding.Life life, double truth) {
        if (!life.known()) {
            bin.unknown++;
            return;
        }
        double capped = Math.min(truth, CAP);
        double error = life.hours() - capped;
        bin.steps++;
        bin.sum += error;
        bin.squares += error * error;
        bin.inside += capped >= life.low() - 1e-9 && capped <= life.high() + 1e-9 ? 1 : 0;
    }

    private static int bin(double truth) {
        int bin = 0;
        while (truth >= BOUNDS[bin + 1]) {
            bin++;
        }
        return bin;
    }

    /** Root mean square error in hours over everything. */
    double rmse() {
        return Math.sqrt(all.squares / all.steps);
    }

    /** Share of the truths within the interval. */
    double coverage() {
        return (double) all.inside / all.steps;
    }

    String table() {
        StringBuilder text = new StringBuilder(String.format(
                "%-16s %9s %9s %9s %9s %9s%n", "really left, h", "steps", "RMSE h", "bias h", "covered", "unknown"));
        for (int i = 0; i < bins.size(); i++) {
            row(text, String.format(Locale.ROOT, "%.0f to %.0f", BOUNDS[i], BOUNDS[i + 1]), bins.get(i));
        }
        row(text, "all", all);
        return text.toString();
    }

    private static void row(StringBuilder text, String name, Bin bin) {
        text.append(String.format(
                Locale.ROOT,
                "%-16s %9d %9.1f %+9.1f %8.0f%% %9d%n",
                name.replace("to Infinity", "and more"),
                bin.steps,
                Math.sqrt(bin.squares / bin.steps),
                bin.sum / bin.steps,
                100.0 * bin.inside / bin.steps,
                bin.unknown));
    }
}
