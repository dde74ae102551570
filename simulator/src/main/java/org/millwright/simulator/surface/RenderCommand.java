package org.millwright.simulator.surface;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Writes training pictures: {@code good/*.jpg}, {@code <kind>/*.jpg} with a mask {@code <kind>/*.png} (255 = defect) and
 * {@code labels.csv}. They are drawn with {@link Purpose#TRAINING}, so the running station never shows one of them.
 */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Writes labelled surface pictures for training. The running plant never shows one of them,"
                + " whatever its seed.")
public final class RenderCommand implements Callable<Integer> {

    @Option(names = "--parts", required = true, paramLabel = "N", description = "How many pictures, 1 to 10000000.")
    private long parts;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "0 to 2147483647; default 1.")
    private long seed;

    @Option(
            names = "--defect-rate",
            paramLabel = "R",
            defaultValue = "0.5",
            description = "Share of parts with a defect, 0 to 1; default 0.5.")
    private double defectRate;

    @Option(
            names = "--difficulty",
            paramLabel = "D",
            defaultValue = "" + SurfaceRenderer.DEFAULT_DIFFICULTY,
            description = "0 (plain to see) to 1 (hardly above the grain); default ${DEFAULT-VALUE}.")
    private double difficulty;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "New or empty folder.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (parts < 1 || parts > 10_000_000) {
            throw wrong("--parts=" + parts + ": must be 1 to 10000000");
        }
        SurfaceRenderer renderer = renderer();
        Path folder = emptyFolder();
        JpegEncoder encoder = new JpegEncoder();
        long defects = 0;
        try (PrintWriter labels =
                new PrintWriter(Files.newBufferedWriter(folder.resolve("labels.csv"), StandardCharsets.UTF_8))) {
            labels.print("file,defect,kind,x,y,width,height\n");
            for (long part = 0; part < parts; part++) {
                Surface surface = renderer.render(part);
                labels.print(write(folder, String.format(Locale.ROOT, "%07d", part), surface, encoder) + "\n");
                defects += surface.defect().isPresent() ? 1 : 0;
            }
            if (labels.checkError()) {
                throw new IOException(folder.resolve("labels.csv") + " cannot be written");
            }
        }
        commandSpec()
                .commandLine()
                .getOut()
                .println(parts + " pictures, " + defects + " with a defect, in " + folder.toAbsolutePath());
        return 0;
    }

    private static String write(Path root, String stem, Surface surface, JpegEncoder encoder) throws IOException {
        Optional<Defect> defect = surface.defect();
        String label = defect.map(d -> d.kind().label()).orElse("good");
        Path folder = Files.createDirectories(root.resolve(label));
        Files.write(folder.resolve(stem + ".jpg"), encoder.encode(surface));
        String file = label + "/" + stem + ".jpg";
        if (defect.isEmpty()) {
            return file + ",false,,,,,";
        }
        Path mask = folder.resolve(stem + ".png");
        if (!ImageIO.write(JpegEncoder.grey(defect.get().mask()), "png", mask.toFile())) {
            throw new IOException(mask + " cannot be written: this Java has no PNG writer");
        }
        Box box = defect.get().box();
        return file + ",true," + label + "," + box.x() + "," + box.y() + "," + box.width() + "," + box.height();
    }

    private SurfaceRenderer renderer() {
        try {
            return new SurfaceRenderer(Purpose.TRAINING, seed, defectRate, difficulty);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** Pictures of an earlier run with other labels would spoil a training unnoticed. */
    private Path emptyFolder() throws IOException {
        if (out == null) {
            throw wrong("--out is missing");
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw wrong("--out=" + out + ": the folder cannot be made (" + e.getMessage() + ")");
        }
        try (var entries = Files.list(out)) {
            if (entries.findAny().isPresent()) {
                throw wrong("--out=" + out + ": the folder is not empty; name a new one");
            }
        }
        return out;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(commandSpec().commandLine(), String.valueOf(message));
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not started by picocli");
        }
        return spec;
    }
}
