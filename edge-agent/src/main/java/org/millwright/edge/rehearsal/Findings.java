package org.millwright.edge.rehearsal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Prognosis;

/**
 * In the journal's place: what the stages say goes on to the next stage and is printed, one line each with semicolons. Any
 * thread.
 *
 * <pre>
 * prognosis;nanos;machine;life;low;high;health
 * condition;nanos;machine;state;origin;signal
 * advisory;nanos;machine;urgency;what
 * </pre>
 */
final class Findings implements Intake {

    private final Bus<Event> bus;
    private final PrintStream out;

    Findings(Bus<Event> bus, PrintStream out) {
        this.bus = bus;
        this.out = out;
    }

    @Override
    public boolean offer(Parcel parcel, Duration patience) {
        bus.publishAll(parcel.events());
        parcel.events().forEach(event -> line(event).ifPresent(this::print));
        return true;
    }

    private synchronized void print(String line) {
        out.print(line + "\n");
    }

    @Override
    public void lost(Parcel parcel) {
        throw new IllegalStateException("nothing is lost here, as everything is taken: " + parcel);
    }

    /** Every machine is met for the first time. */
    @Override
    public Optional<byte[]> mark(String key) {
        return Optional.empty();
    }

    private static Optional<String> line(Event event) {
        return switch (event) {
            case Prognosis found ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "prognosis;%d;%s;%.4f;%.4f;%.4f;%s",
                        found.timestampNanos(),
                        found.machine().name(),
                        found.remainingLife(),
                        found.interval().map(Prognosis.Interval::low).orElse(Double.NaN),
                        found.interval().map(Prognosis.Interval::high).orElse(Double.NaN),
                        found.health()));
            case Condition found ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "condition;%d;%s;%s;%s;%s",
                        found.timestampNanos(),
                        found.machine().name(),
                        found.state(),
                        found.origin(),
                        found.signal()));
            case Advisory found ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "advisory;%d;%s;%s;%s",
                        found.timestampNanos(),
                        found.machine().name(),
                        found.urgency(),
                        found.what()));
            default -> Optional.empty();
        };
    }
}
