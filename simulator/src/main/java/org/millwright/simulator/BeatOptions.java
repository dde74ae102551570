package org.millwright.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.load.Beats;
import org.millwright.simulator.load.ClockSteps;
import org.millwright.simulator.load.LastBeat;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine.Option;

/** When a load shows which numbers, for every kind of load. */
final class BeatOptions {

    @Option(
            names = "--period",
            defaultValue = "100ms",
            description = "Time between changes (default ${DEFAULT-VALUE}).")
    private Duration period = Duration.ZERO;

    @Option(names = "--seconds", description = "Stop changing after this long (default: never).")
    private long seconds;

    @Option(
            names = "--first-beat",
            defaultValue = "1",
            description = "The number to begin with, so that numbers are unique over restarts (default"
                    + " ${DEFAULT-VALUE}).")
    private long firstBeat;

    @Option(
            names = "--last-beat-file",
            description = "Keep the number of the last whole beat in this file, as eight bytes, also when killed.")
    private @Nullable Path lastBeatFile;

    @Option(
            names = "--stop-file",
            description = "Once this file is there, change nothing any more, and go on serving what there was.")
    private @Nullable Path stopFile;

    @Option(
            names = "--clock-step",
            split = ",",
            paramLabel = "BEAT:MILLISECONDS",
            description = "From this beat on the source's clock is so much ahead (behind: negative); can be repeated.")
    private List<String> clockSteps = new ArrayList<>();

    Beats beats() {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new CannotStart("--period=" + period.toMillis() + "ms: must be at least 1ms");
        }
        if (seconds < 0) {
            throw new CannotStart("--seconds=" + seconds + ": must be 1 or more, or left out to go on for ever");
        }
        if (firstBeat < 1) {
            throw new CannotStart("--first-beat=" + firstBeat + ": must be 1 or more");
        }
        return new Beats(
                period,
                firstBeat,
                new ClockSteps(clockSteps.stream().map(BeatOptions::step).toList()),
                lastBeat());
    }

    long most() {
        return seconds == 0 ? Long.MAX_VALUE : Duration.ofSeconds(seconds).dividedBy(period);
    }

    /** Asked before each beat; a file is looked for, since a process has no other ear that all its starters share. */
    boolean stopped() {
        return stopFile != null && Files.exists(stopFile);
    }

    /** How long an end may take: a process that is told to end by a signal has two seconds. */
    Duration lastWords() {
        return stopFile == null ? Duration.ofMillis(1_200) : Duration.ofSeconds(30);
    }

    Duration period() {
        return period;
    }

    private LongConsumer lastBeat() {
        if (lastBeatFile == null) {
            return number -> {};
        }
        try {
            return new LastBeat(lastBeatFile);
        } catch (IOException e) {
            throw new CannotStart(
                    "--last-beat-file=" + lastBeatFile + " cannot be written (" + e + "): choose another file", e);
        }
    }

    private static ClockSteps.Step step(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2) {
                return new ClockSteps.Step(Long.parseLong(parts[0]), Duration.ofMillis(Long.parseLong(parts[1])));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new CannotStart("--clock-step=" + text + ": write BEAT:MILLISECONDS, such as 100:-30000");
    }
}
