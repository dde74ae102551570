package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the settings of one machine were while it was learned. Immutable; any thread. */
final class OperatingRegimes {

    /** A row of none of the regimes: one that was never seen. */
    static final int UNSEEN = -1;

    /** A row whose settings are not known. */
    static final int UNKNOWN = -2;

    private final List<String> names;
    private final int[] places;
    private final double[] widths;
    private final double radius;
    private final List<double[]> centres;

    /**
     * @param names of the signals that tell the regime
     * @param places where they stand in a row
     * @param widths what each is divided by before distances are taken
     * @param radius further than this from every centre, in divided settings, is none of the regimes
     * @param centres in divided settings; at least one
     */
    OperatingRegimes(List<String> names, int[] places, double[] widths, double radius, List<double[]> centres) {
        this.names = List.copyOf(names);
        this.places = places.clone();
        this.widths = widths.clone();
        this.radius = radius;
        this.centres = centres.stream().map(double[]::clone).toList();
        if (names.size() != places.length
                || names.size() != widths.length
                || !(radius > 0)
                || centres.isEmpty()
                || centres.stream().anyMatch(centre -> centre.length != places.length)
                || Arrays.stream(widths).anyMatch(width -> !(width > 0))) {
            throw new IllegalArgumentException("what was learned of the regimes is damaged; learn it again");
        }
    }

    List<String> names() {
        return names;
    }

    int[] places() {
        return places.clone();
    }

    double[] widths() {
        return widths.clone();
    }

    double radius() {
        return radius;
    }

    List<double[]> centres() {
        return centres;
    }

    int count() {
        return centres.size();
    }

    /** From 0 on, or {@link #UNSEEN}, or {@link #UNKNOWN}; makes no garbage. */
    int of(double[] row) {
        int nearest = UNSEEN;
        double least = radius * radius;
        for (int r = 0; r < centres.size(); r++) {
            double[] centre = centres.get(r);
            double distance = 0;
            for (int s = 0; s < places.length; s++) {
                double value = row[places[s]];
                if (!Double.isFinite(value)) {
                    return UNKNOWN;
                }
                double off = value / widths[s] - centre[s];
                distance += off * off;
            }
            if (distance <= least) {
                least = distance;
                nearest = r;
            }
        }
        return nearest;
    }

    /** The settings of a row, in words. */
    String settings(double[] row) {
        return IntStream.range(0, places.length)
                .mapToObj(s -> names.get(s) + " " + shown(row[places[s]]))
                .collect(Collectors.joining(", "));
    }

    /** Where the regimes are, in words. */
    String inWords() {
        List<String> words = new ArrayList<>();
        for (int r = 0; r < centres.size(); r++) {
            double[] centre = centres.get(r);
            words.add((r + 1) + ": "
                    + IntStream.range(0, places.length)
                            .mapToObj(s -> names.get(s) + " " + shown(centre[s] * widths[s]))
                            .collect(Collectors.joining(", ")));
        }
        return String.join("; ", words);
    }

    private static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
