package org.millwright.hardware.training.report;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.millwright.hardware.training.Fit;

/** Draws how far a training is, on a terminal again and again in one line, elsewhere not at all. NOT thread safe. */
public final class ProgressBar implements Fit.Watcher {

    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 500_000_000;

    private final PrintWriter console;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long drawn;
    private boolean open;

    public ProgressBar(PrintWriter console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** On a terminal or elsewhere, as it is. */
    public static ProgressBar on(PrintWriter console) {
        return new ProgressBar(
                console,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    @Override
    public void step(int epoch, int epochs, double done) {
        long now = System.nanoTime();
        if (!terminal || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int full = (int) Math.round(Math.min(1, done) * WIDTH);
        long left = Math.round((now - started) / 1e9 * (1 - done) / Math.max(1e-3, done));
        console.printf(
                "\r[%s%s] %3.0f %%  epoch %d/%d  %s left at most ",
                "#".repeat(full), ".".repeat(WIDTH - full), 100 * Math.min(1, done), epoch, epochs, said(left));
        console.flush();
        open = true;
    }

    /** A line of its own; the bar goes on below it. */
    public void line(String text) {
        if (open) {
            console.print("\r" + " ".repeat(WIDTH + 50) + "\r");
            open = false;
        }
        console.println(text);
        console.flush();
    }

    private static String said(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        return String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}
