package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.DefectMap;
import org.millwright.vision.Inspection.Place;

/** What the network says about labelled pictures: the worst cell's log-odds of each, and what follows from a limit. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Scores(List<Picture> pictures, DefectMap[] maps) {

    private static final int BATCH = 32;

    static Scores of(TrainableNetwork network, List<Picture> pictures) {
        DefectMap[] maps = new DefectMap[pictures.size()];
        int inputSize = network.input().size();
        int columns = network.output().shape().get(3);
        int rows = network.output().shape().get(2);
        for (int from = 0; from < maps.length; from += BATCH) {
            int count = Math.min(BATCH, maps.length - from);
            float[] inputs = new float[count * inputSize];
            for (int i = 0; i < count; i++) {
                fill(pictures.get(from + i), inputs, i * inputSize);
            }
            float[] answers = network.answer(inputs, count);
            for (int i = 0; i < count; i++) {
                float[] cells = new float[columns * rows];
                System.arraycopy(answers, i * cells.length, cells, 0, cells.length);
                maps[from + i] = new DefectMap(columns, rows, cells);
            }
        }
        return new Scores(pictures, maps);
    }

    static void fill(Picture picture, float[] into, int at) {
        byte[] pixels = picture.image().pixels();
        for (int i = 0; i < pixels.length; i++) {
            into[at + i] = pixels[i] & 0xFF;
        }
    }

    /** Mean cross-entropy of the parts. */
    double loss() {
        double sum = 0;
        for (int i = 0; i < maps.length; i++) {
            double x = maps[i].worst();
            sum += Math.max(x, 0) - (pictures.get(i).defective() ? x : 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return sum / maps.length;
    }

    /** The chance that a defective part scores above a good one. */
    double auroc() {
        double[] good = worst(false);
        double[] bad = worst(true);
        double wins = 0;
        for (double b : bad) {
            for (double g : good) {
                wins += b > g ? 1 : b == g ? 0.5 : 0;
            }
        }
        return wins / ((double) good.length * bad.length);
    }

    /**
     * Log-odds at which the fewest parts are judged wrongly, a false alarm counted as half a missed defect: the middle of
     * the gap between the two neighbouring parts.
     */
    float bestLimit() {
        double[] good = worst(false);
        double[] bad = worst(true);
        double[] all = new double[maps.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = maps[i].worst();
        }
        Arrays.sort(all);
        double best = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int i = 1; i < all.length; i++) {
            double limit = (all[i - 1] + all[i]) / 2;
            double cost = 2 * share(bad, limit, false) + share(good, limit, true) - 1e-4 * (all[i] - all[i - 1]);
            if (cost < bestCost) {
                bestCost = cost;
                best = limit;
            }
        }
        return (float) best;
    }

    /** Share of defective parts found. */
    double recall(float limit) {
        return share(worst(true), limit, true);
    }

    /** Share of good parts called defective. */
    double falseAlarms(float limit) {
        return share(worst(false), limit, true);
    }

    /** For people and for the manifest. */
    Map<String, Object> report(float limit) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("parts", maps.length);
        report.put("defective", worst(true).length);
        report.put("recall", rounded(recall(limit)));
        report.put("false-alarm-rate", rounded(falseAlarms(limit)));
        report.put("auroc", rounded(auroc()));
        report.put("place-hit-rate", rounded(placeHits(limit)));
        report.put("recall-by-kind", recallByKind(limit));
        return report;
    }

    /** Share of the found defects whose rectangle overlaps the true cells. */
    private double placeHits(float limit) {
        int found = 0;
        int hits = 0;
        for (int i = 0; i < maps.length; i++) {
            if (pictures.get(i).defective() && maps[i].worst() >= limit) {
                found++;
                hits += hit(pictures.get(i), maps[i], limit) ? 1 : 0;
            }
        }
        return found == 0 ? 0 : (double) hits / found;
    }

    private static boolean hit(Picture picture, DefectMap map, float limit) {
        Place place = map.place(limit, map.columns(), map.rows());
        for (int y = place.y(); y < place.y() + place.height(); y++) {
            for (int x = place.x(); x < place.x() + place.width(); x++) {
                if (picture.cells()[y * map.columns() + x] == 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<String, Object> recallByKind(float limit) {
        Map<String, List<Double>> byKind = new TreeMap<>();
        for (int i = 0; i < maps.length; i++) {
            if (pictures.get(i).defective()) {
                byKind.computeIfAbsent(pictures.get(i).kind(), kind -> new ArrayList<>())
                        .add(maps[i].worst() >= limit ? 1.0 : 0.0);
            }
        }
        Map<String, Object> recall = new TreeMap<>();
        byKind.forEach((kind, found) -> recall.put(
                kind,
                rounded(found.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0))));
        return recall;
    }

    private double[] worst(boolean defective) {
        List<Double> worst = new ArrayList<>();
        for (int i = 0; i < maps.length; i++) {
            if (pictures.get(i).defective() == defective) {
                worst.add((double) maps[i].worst());
            }
        }
        return worst.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double share(double[] values, double limit, boolean above) {
        int count = 0;
        for (double value : values) {
            count += (value >= limit) == above ? 1 : 0;
        }
        return values.length == 0 ? 0 : (double) count / values.length;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.5f", value));
    }
}
