package org.millwright.maintenance.training.vibration;

import java.util.Locale;

/** How often each condition was taken for each. NOT thread safe. */
final class Confusion {

    private final int[][] counts = new int[Condition.values().length][Condition.values().length];

    void add(Condition truth, Condition answer) {
        counts[truth.index()][answer.index()]++;
    }

    void add(Confusion other) {
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                counts[i][j] += other.counts[i][j];
            }
        }
    }

    /** Share of the windows that were told rightly. */
    double accuracy() {
        int right = 0;
        int all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            for (int count : counts[i]) {
                all += count;
            }
        }
        return (double) right / all;
    }

    /** Mean over the conditions that occur of the share told rightly. */
    double balancedAccuracy() {
        double sum = 0;
        int occurring = 0;
        for (int i = 0; i < counts.length; i++) {
            int all = 0;
            for (int count : counts[i]) {
                all += count;
            }
            if (all > 0) {
                sum += (double) counts[i][i] / all;
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** One line a condition that occurs: what it was taken for. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        for (Condition truth : Condition.values()) {
            StringBuilder line = new StringBuilder();
            for (Condition answer : Condition.values()) {
                int count = counts[truth.index()][answer.index()];
                if (count > 0) {
                    line.append(String.format(Locale.ROOT, "  %s %d", answer.label(), count));
                }
            }
            if (!line.isEmpty()) {
                lines.append(String.format(Locale.ROOT, "      %-7s taken for%s%n", truth.label(), line));
            }
        }
        return lines.toString();
    }
}
