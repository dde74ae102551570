package org.millwright.maintenance.training.detect;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millwright.maintenance.detect.AnomalyDetector;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.detect.Finding;
import org.millwright.maintenance.training.detect.Episodes.Episode;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;

/**
 * The machine temperature of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015): one signal every five minutes, four
 * windows in which somebody who knew the machine saw something. Learned from the benchmark's own probationary period,
 * which for a file of this length is 15 % of 5,000 rows; watched row by row after it, with the product's defaults.
 */
public final class NabStudy implements Study {

    private static final String FILE = "machine_temperature_system_failure.csv";
    private static final String WINDOWS = "combined_windows.json";
    private static final int MOST_ROWS_OF_PROBATION = 5_000;
    private static final double PROBATION = 0.15;
    private static final double HOURS = 3_600e9;
    private static final double MONTHS = 30 * 24 * HOURS;
    private static final DetectorSettings SETTINGS =
            DetectorSettings.every(Duration.ofMinutes(5)).heldFor(Duration.ofHours(6));
    private static final Pattern TIME = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)");

    /** Of the list of a file's windows. */
    private static final Pattern END = Pattern.compile("\\]\\s*\\]");

    private record Window(long from, long until) {}

    /** What became of each row. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Course(Recording recording, int learnFrom, boolean[] alarms, List<Finding> findings) {}

    @Override
    public void run(Path data, int seeds, PrintWriter print) throws IOException {
        Recording recording = Recording.read(data.resolve(FILE), ",");
        List<Window> windows = windows(data.resolve(WINDOWS));
        int learnFrom = (int) (PROBATION * Math.min(MOST_ROWS_OF_PROBATION, recording.rows().length));
        print.println("learned from " + learnFrom + " of " + recording.rows().length + " rows, until "
                + time(recording.nanos().get(learnFrom)));
        report("millwright", millwright(recording, learnFrom), windows, print);
        boolean[] baseline = Methods.tSquaredAndQ().alarms(recording, learnFrom);
        report("T2+Q", new Course(recording, learnFrom, baseline, List.of()), windows, print);
    }

    private static Course millwright(Recording recording, int learnFrom) {
        AnomalyDetector detector = Methods.detector(recording, learnFrom, SETTINGS);
        boolean[] alarms = new boolean[recording.rows().length];
        List<Finding> findings = new ArrayList<>();
        for (int i = learnFrom; i < alarms.length; i++) {
            Finding finding =
                    detector.accept(recording.nanos().get(i), recording.rows()[i]);
            alarms[i] = finding instanceof Finding.Anomalous;
            findings.add(finding);
        }
        return new Course(recording, learnFrom, alarms, List.copyOf(findings));
    }

    private static void report(String name, Course course, List<Window> windows, PrintWriter print) {
        List<Episode> episodes = Episodes.of(course.alarms()).stream()
                .filter(episode -> episode.end() > course.learnFrom())
                .toList();
        int found = 0;
        for (Window window : windows) {
            List<Episode> within = episodes.stream()
                    .filter(episode -> overlaps(course, episode, window))
                    .toList();
            found += within.isEmpty() ? 0 : 1;
            print.println(name + ": window " + time(window.from()) + " to " + time(window.until())
                    + (within.isEmpty() ? ": not found" : found(course, within.getFirst(), window)));
        }
        List<Episode> outside = episodes.stream()
                .filter(episode -> windows.stream().noneMatch(window -> overlaps(course, episode, window)))
                .toList();
        long watched = course.recording().nanos().getLast()
                - course.recording().nanos().get(course.learnFrom());
        print.println(String.format(
                Locale.ROOT,
                "%s: %d of %d windows found; %d false alarms in %.1f months (%.1f a month), %d rows of %d",
                name,
                found,
                windows.size(),
                outside.size(),
                watched / MONTHS,
                outside.size() * MONTHS / watched,
                outside.stream().mapToInt(Episode::rows).sum(),
                course.alarms().length - course.learnFrom()));
        for (Episode episode : outside.subList(0, Math.min(20, outside.size()))) {
            print.println("  false alarm at " + time(course.recording().nanos().get(episode.first())) + " for "
                    + episode.rows() + " rows");
        }
        print.flush();
    }

    private static String found(Course course, Episode episode, Window window) {
        long at = course.recording().nanos().get(episode.first());
        String onset = "";
        if (!course.findings().isEmpty()
                && course.findings().get(episode.first() - course.learnFrom()) instanceof Finding.Anomalous anomalous) {
            onset = ", onset estimated at " + time(anomalous.sinceNanos());
        }
        return String.format(
                Locale.ROOT,
                ": alarm at %s, %.1f h %s the window's start, %.1f h before its end%s",
                time(at),
                Math.abs(at - window.from()) / HOURS,
                at < window.from() ? "before" : "after",
                (window.until() - at) / HOURS,
                onset);
    }

    private static boolean overlaps(Course course, Episode episode, Window window) {
        List<Long> nanos = course.recording().nanos();
        return nanos.get(episode.first()) <= window.until() && nanos.get(episode.end() - 1) >= window.from();
    }

    /** The times of the file's entry, two a window; the file has nothing that needs more of JSON. */
    private static List<Window> windows(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CannotTrain(file + " is missing; it holds the labels");
        }
        String text = Files.readString(file);
        int start = Math.max(0, text.indexOf(FILE));
        Matcher end = END.matcher(text);
        if (!text.contains(FILE) || !end.find(start)) {
            throw new CannotTrain(file + " has no windows for " + FILE);
        }
        List<Long> times = new ArrayList<>();
        Matcher matcher = TIME.matcher(text.substring(start, end.start()));
        while (matcher.find()) {
            times.add(Recording.nanos(matcher.group(1)));
        }
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i + 1 < times.size(); i += 2) {
            windows.add(new Window(times.get(i), times.get(i + 1)));
        }
        return List.copyOf(windows);
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000)
                .toString()
                .replace("T", " ")
                .substring(0, 16);
    }
}
