package org.millwright.vision.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.Section;
import org.millwright.vision.Inspection;
import org.millwright.vision.Inspection.Outcome;
import org.millwright.vision.SurfaceInspector;

/** What a finished bundle says about labelled pictures, on the gateway's own way from the picture to the verdict. */
final class BundleCheck {

    private final Map<String, Integer> parts = new TreeMap<>();
    private final Map<String, Integer> found = new TreeMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final List<Double> goodScores = new ArrayList<>();
    private final List<Double> defectScores = new ArrayList<>();
    private int uncertain;

    private BundleCheck() {}

    /** @param named the class of the good parts; empty for the bundle's own, or one that is called like it */
    static Map<String, Object> report(Path bundle, Catalogue catalogue, String named) throws IOException {
        BundleCheck check = new BundleCheck();
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle);
                PictureFiles files = new PictureFiles()) {
            String good = good(inspector.bundle().contract(), catalogue, named);
            inspector.warmUp();
            for (Catalogue.Entry entry : catalogue.entries()) {
                Image image = files.picture(entry.file());
                long started = System.nanoTime();
                Inspection inspection = inspector.inspect(image);
                check.nanos.add(System.nanoTime() - started);
                check.add(entry.kind(), entry.kind().equals(good), inspection);
            }
            Map<String, Object> report = check.report(good);
            report.put("model", inspector.bundle().hash());
            report.put("precision", inspector.choice().inWords());
            return report;
        }
    }

    private static String good(Section contract, Catalogue catalogue, String named) throws IOException {
        String own = named.isEmpty() && contract.has("good-class") ? contract.text("good-class") : named;
        String known = catalogue.kinds().contains(own) ? own : named;
        return Good.among(catalogue.kinds(), known, List.of())
                .orElseThrow(() -> new IOException(catalogue.folder() + " has no folder of good parts among "
                        + catalogue.kinds() + ": name it with --good"));
    }

    private void add(String kind, boolean good, Inspection inspection) {
        parts.merge(kind, 1, Integer::sum);
        found.merge(kind, inspection.outcome() == Outcome.DEFECT ? 1 : 0, Integer::sum);
        if (inspection.outcome() == Outcome.UNCERTAIN) {
            uncertain++;
        } else {
            (good ? goodScores : defectScores).add(inspection.score());
        }
    }

    private Map<String, Object> report(String good) {
        int goodParts = parts.getOrDefault(good, 0);
        int falseAlarms = found.getOrDefault(good, 0);
        int all = sum(parts);
        int defectsFound = sum(found) - falseAlarms;
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("parts", all);
        report.put("defective", all - goodParts);
        report.put("found", defectsFound);
        report.put("recall", Figures.rounded((double) defectsFound / (all - goodParts)));
        report.put("false-alarms", falseAlarms);
        report.put("false-alarm-rate", Figures.rounded((double) falseAlarms / goodParts));
        report.put("auroc", Figures.rounded(Verdicts.auroc(array(goodScores), array(defectScores))));
        report.put("uncertain", uncertain);
        Map<String, Object> byKind = new TreeMap<>();
        parts.forEach((kind, count) -> {
            if (!kind.equals(good)) {
                byKind.put(kind, found.getOrDefault(kind, 0) + " of " + count);
            }
        });
        report.put("found-by-kind", byKind);
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        report.put("latency-micros", Map.of("p50", percentile(sorted, 0.5), "p99", percentile(sorted, 0.99)));
        return report;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long percentile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1000;
    }
}
