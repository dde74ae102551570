package org.millwright.maintenance.training.detect;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;

/**
 * SKAB (Katser and Kozitsin, "Skoltech Anomaly Benchmark", 2020): the first 400 rows of a file are learned from, all
 * others tell; F1, false and missed alarm rates over the rows of all files.
 *
 * <p>The product's defaults for memory and release were chosen by the F1 on valve1, never by valve2.
 */
public final class SkabStudy implements Study {

    private static final int LEARN_FROM = 400;
    /** About as long as a file. */
    private static final int PIECE = 1_150;

    private static final List<String> FOLDERS = List.of("valve1", "valve2");

    /** The product's settings for readings once a second. */
    static final DetectorSettings SETTINGS =
            DetectorSettings.every(Duration.ofSeconds(1)).heldFor(Duration.ofMinutes(2));

    @Override
    public void run(Path data, int seeds, PrintWriter print) throws IOException {
        print.println("method              seed  folder   files     F1  FAR %  MAR %");
        List<List<Recording>> folders = new ArrayList<>();
        for (String folder : FOLDERS) {
            folders.add(read(data.resolve(folder)));
        }
        score("T2+Q", "-", Methods.tSquaredAndQ(), folders, print);
        List<Tally> networks = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            networks.add(score("conv autoencoder", "" + seed, new ConvolutionalAutoencoder(seed), folders, print));
        }
        spread("conv autoencoder", networks, print);
        score("millwright", "-", Methods.millwright(SETTINGS), folders, print);
        anomalyFree(data.resolve("anomaly-free"), print);
    }

    private static List<Recording> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CannotTrain(folder + " is not a folder; name the one that holds valve1, valve2 and anomaly-free");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted(Comparator.comparing(Path::toString))
                    .map(file -> Recording.read(file, ";"))
                    .toList();
        }
    }

    private static Tally score(
            String name, String seed, AlarmMethod method, List<List<Recording>> folders, PrintWriter print) {
        Tally all = new Tally();
        int files = 0;
        for (int i = 0; i < folders.size(); i++) {
            Tally tally = new Tally();
            for (Recording recording : folders.get(i)) {
                boolean[] alarms = method.alarms(recording, LEARN_FROM);
                tally.add(recording.anomalous(), alarms, LEARN_FROM);
                all.add(recording.anomalous(), alarms, LEARN_FROM);
            }
            files += folders.get(i).size();
            row(name, seed, FOLDERS.get(i), folders.get(i).size(), tally, print);
        }
        row(name, seed, "both", files, all, print);
        return all;
    }

    private static void row(String name, String seed, String folder, int files, Tally tally, PrintWriter print) {
        print.println(String.format(
                Locale.ROOT,
                "%-18s %5s  %-7s %6d  %.3f  %5.2f  %5.2f",
                name,
                seed,
                folder,
                files,
                tally.f1(),
                tally.falsePercent(),
                tally.missedPercent()));
        print.flush();
    }

    private static void spread(String name, List<Tally> runs, PrintWriter print) {
        if (runs.isEmpty()) {
            return;
        }
        print.println(String.format(
                Locale.ROOT,
                "%-18s  both folders: F1 %s, FAR %% %s, MAR %% %s",
                name,
                Spread.of(runs, Tally::f1),
                Spread.of(runs, Tally::falsePercent),
                Spread.of(runs, Tally::missedPercent)));
    }

    /** Hours without an anomaly, cut as the files are: how often are we wrong there, and does each alarm end? */
    private static void anomalyFree(Path folder, PrintWriter print) throws IOException {
        int watched = 0;
        int wrong = 0;
        int pieces = 0;
        int episodes = 0;
        int unended = 0;
        for (Recording recording : read(folder)) {
            for (int from = 0; from + PIECE <= recording.rows().length; from += PIECE) {
                Recording piece = recording.part(from, from + PIECE);
                boolean[] alarms = Methods.millwright(SETTINGS).alarms(piece, LEARN_FROM);
                List<Episodes.Episode> found = Episodes.of(alarms);
                pieces++;
                watched += PIECE - LEARN_FROM;
                wrong += found.stream().mapToInt(Episodes.Episode::rows).sum();
                episodes += found.size();
                unended += alarms[PIECE - 1] ? 1 : 0;
            }
        }
        print.println(String.format(
                Locale.ROOT,
                "millwright, %d pieces of %d rows without an anomaly: FAR %% %.2f, %d alarms, %d of them not over at the"
                        + " piece's end",
                pieces,
                PIECE,
                100.0 * wrong / watched,
                episodes,
                unended));
    }
}
