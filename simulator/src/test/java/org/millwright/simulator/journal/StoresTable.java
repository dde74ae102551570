package org.millwright.simulator.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures in Markdown. */
final class StoresTable {

    private static final double MEBIBYTE = 1 << 20;

    /** @param runs the rounds, slowest first */
    private record Column(String title, List<Trial.Measured> runs) {

        Trial.Measured median() {
            return runs.get(runs.size() / 2);
        }

        double figure(String name) {
            return median().figure(name);
        }

        String commits() {
            return String.format(
                    Locale.ROOT,
                    "%.0f (%.0f to %.0f)",
                    figure("commits"),
                    runs.getFirst().figure("commits"),
                    runs.getLast().figure("commits"));
        }

        String latency() {
            return String.format(
                    Locale.ROOT,
                    "%.1f / %.1f / %.1f / %.0f",
                    figure("p50"),
                    figure("p99"),
                    figure("p999"),
                    figure("most"));
        }

        String left() {
            return String.format(Locale.ROOT, "%.0f, %.0f", figure("files"), figure("bytes") / MEBIBYTE);
        }
    }

    private final List<Column> columns = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param runs the rounds, slowest first */
    void add(GroupStore.Kind kind, Workload.Size size, List<Trial.Measured> runs) {
        columns.add(new Column(kind.title + ", " + size.blockBytes / 1024 + " KiB", runs));
    }

    void add(GroupStore.Kind kind, StoreJar jar, Trial.Reopened reopened) {
        notes.add(String.format(
                Locale.ROOT,
                "%s %s: jar of %.1f MiB, %.1f MiB of it the libraries for Linux on x86-64 and aarch64. Killed with"
                        + " %.0f MiB on disk, not yet in order: open in %.0f ms, the first commit in %.1f ms, %d commits"
                        + " missing.",
                kind.title,
                jar.version(kind),
                jar.bytes() / MEBIBYTE,
                jar.nativeBytes() / MEBIBYTE,
                reopened.logBytes() / MEBIBYTE,
                reopened.openMillis(),
                reopened.firstCommitMillis(),
                reopened.missing()));
    }

    private String row(String what, Function<Column, String> value) {
        return "| " + what + " | "
                + String.join(" | ", columns.stream().map(value).toList()) + " |\n";
    }

    String text() {
        return row("", Column::title)
                + row("---", column -> "---")
                + row("commits a second (slowest to fastest round)", Column::commits)
                + row("a commit, p50 / p99 / p99.9 / longest, ms", Column::latency)
                + row(
                        "CPU seconds for 1,000 commits",
                        column -> String.format(Locale.ROOT, "%.2f", column.figure("cpu")))
                + row(
                        "bytes written to disk for each byte given",
                        column -> String.format(Locale.ROOT, "%.2f", column.figure("amplification")))
                + row(
                        "resident memory added, MiB",
                        column -> String.format(Locale.ROOT, "%.0f", column.figure("resident") / MEBIBYTE))
                + row("on disk while it runs: files, MiB", Column::left)
                + "\n" + String.join("\n", notes) + "\n";
    }
}
