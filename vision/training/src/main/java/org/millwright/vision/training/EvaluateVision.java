package org.millwright.vision.training;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.millwright.vision.Inspection;
import org.millwright.vision.Inspection.Outcome;
import org.millwright.vision.SurfaceInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a finished bundle, as the gateway runs it, over labelled pictures and prints what it got right, as JSON. */
@Command(
        name = "evaluate vision",
        mixinStandardHelpOptions = true,
        description = "Counts what a surface bundle finds in labelled pictures that it was not trained on.")
public final class EvaluateVision implements Callable<Integer> {

    private static final int WARM_UP = 200;

    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The bundle.")
    private Path bundle = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures as for training.")
    private Path data = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(Commands.line(new EvaluateVision()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "--data=" + data + ": no such folder");
        }
        List<Picture> pictures = PictureFolder.read(data).pictures();
        try (SurfaceInspector inspector = SurfaceInspector.open(bundle)) {
            Tally tally = new Tally();
            for (int i = 0; i < WARM_UP; i++) {
                inspector.inspect(pictures.get(i % pictures.size()).image());
            }
            for (Picture picture : pictures) {
                long started = System.nanoTime();
                Inspection inspection = inspector.inspect(picture.image());
                tally.add(picture, inspection, System.nanoTime() - started);
            }
            Map<String, Object> report = tally.report();
            report.put("model", inspector.bundle().hash());
            spec.commandLine()
                    .getOut()
                    .println(JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(report));
        }
        return 0;
    }

    /** NOT thread safe. */
    private static final class Tally {

        private final Map<String, Integer> parts = new TreeMap<>();
        private final Map<String, Integer> found = new TreeMap<>();
        private final List<Long> nanos = new ArrayList<>();
        private int uncertain;

        void add(Picture picture, Inspection inspection, long took) {
            parts.merge(picture.kind(), 1, Integer::sum);
            found.merge(picture.kind(), inspection.outcome() == Outcome.DEFECT ? 1 : 0, Integer::sum);
            uncertain += inspection.outcome() == Outcome.UNCERTAIN ? 1 : 0;
            nanos.add(took);
        }

        Map<String, Object> report() {
            int good = parts.getOrDefault(Picture.GOOD, 0);
            int falseAlarms = found.getOrDefault(Picture.GOOD, 0);
            int all = parts.values().stream().mapToInt(Integer::intValue).sum();
            int defectsFound =
                    found.values().stream().mapToInt(Integer::intValue).sum() - falseAlarms;
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("parts", all);
            report.put("defective", all - good);
            report.put("found", defectsFound);
            report.put("recall", (double) defectsFound / (all - good));
            report.put("false-alarms", falseAlarms);
            report.put("false-alarm-rate", (double) falseAlarms / good);
            report.put("uncertain", uncertain);
            Map<String, Object> byKind = new TreeMap<>();
            parts.forEach((kind, count) -> {
                if (!kind.equals(Picture.GOOD)) {
                    byKind.put(kind, found.getOrDefault(kind, 0) + " of " + count);
                }
            });
            report.put("found-by-kind", byKind);
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            report.put("latency-micros", Map.of("p50", percentile(sorted, 0.5), "p99", percentile(sorted, 0.99)));
            return report;
        }

        private static long percentile(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1000;
        }
    }
}
