package org.millwright.vision;

import java.util.Locale;
import java.util.Optional;
import org.millwright.vision.DriftReference.Spread;

/**
 * Tells whether the newest pictures still look like those of the training, by the population stability index
 * Σ (p − q)·ln(p / q) of score and brightness over a window of pictures.
 *
 * <p>NOT thread safe.
 */
public final class DriftWatch {

    /** How many of the newest pictures count, as a multiple of the least number. */
    private static final int WINDOW = 3;

    /** An alarm ends well below where it began, so that it does not flicker. */
    private static final double CALM = 0.7;

    private final DriftReference reference;
    private final Recent score;
    private final Recent brightness;
    private Optional<String> alarm = Optional.empty();

    public DriftWatch(DriftReference reference) {
        this.reference = reference;
        int window = WINDOW * reference.leastPictures();
        this.score = new Recent(reference.score(), window);
        this.brightness = new Recent(reference.brightness(), window);
    }

    /**
     * Takes the figures of one picture; one that is no number is left out.
     *
     * @return why the pictures are no longer those of the training; empty while they are
     */
    public Optional<String> accept(double pictureScore, double pictureBrightness) {
        score.add(pictureScore);
        brightness.add(pictureBrightness);
        double limit = reference.limit() * (alarm.isPresent() ? CALM : 1);
        alarm = complaint("brightness", brightness, limit, "check the lamp, the exposure time and the lens")
                .or(() -> complaint(
                        "score", score, limit, "look at the kept pictures, and train again if the parts have changed"));
        return alarm;
    }

    /** Of score and brightness, the larger; NaN while there are too few pictures. */
    public double index() {
        return score.count < reference.leastPictures()
                ? Double.NaN
                : Math.max(score.index(), brightness.count < reference.leastPictures() ? 0 : brightness.index());
    }

    private Optional<String> complaint(String what, Recent recent, double limit, String remedy) {
        if (recent.count < reference.leastPictures()) {
            return Optional.empty();
        }
        double index = recent.index();
        return index <= limit
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the %s of the last %d pictures is not that of the training: mean %.3g, stability index %.2f,"
                                + " limit %.2f; %s",
                        what,
                        recent.count,
                        recent.mean(),
                        index,
                        reference.limit(),
                        remedy));
    }

    /** The newest figures, by bin. */
    private static final class Recent {

        private final Spread spread;
        private final double[] values;
        private final int[] counts;
        private int count;
        private int next;
        private double sum;

        Recent(Spread spread, int window) {
            this.spread = spread;
            this.values = new double[window];
            this.counts = new int[spread.shares().length];
        }

        void add(double value) {
            if (!Double.isFinite(value)) {
                return;
            }
            if (count == values.length) {
                counts[spread.bin(values[next])]--;
                sum -= values[next];
            } else {
                count++;
            }
            values[next] = value;
            counts[spread.bin(value)]++;
            sum += value;
            next = (next + 1) % values.length;
        }

        double mean() {
            return sum / count;
        }

        /** A bin that is empty on either side counts as half a picture, which keeps the logarithm finite. */
        double index() {
            double index = 0;
            double least = 0.5 / count;
            for (int i = 0; i < counts.length; i++) {
                double now = Math.max(least, (double) counts[i] / count);
                double then = Math.max(least, spread.shares()[i]);
                index += (now - then) * Math.log(now / then);
            }
            return index;
        }
    }
}
