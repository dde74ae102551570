package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.source.NamedFaults;

/**
 * How long a broker was out of reach, over restarts of the agent too, and whether it kept what came meanwhile. Belongs to
 * the connection's thread.
 */
final class Absence {

    private static final long BETWEEN_MARKS_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String source;
    private final Account account;
    private final Intake intake;
    private final InstantSource clock;
    private final NamedFaults faults;
    private final String key;
    private Optional<SessionRecord> last;
    private long markedNanos;

    Absence(String source, Account account, Intake intake, InstantSource clock, NamedFaults faults) {
        this.source = source;
        this.account = account;
        this.intake = intake;
        this.clock = clock;
        this.faults = faults;
        this.key = "mqtt/" + source + "/" + account.clientId() + "/session";
        this.last = intake.mark(key).flatMap(SessionRecord::of);
    }

    /** Subscriptions of an earlier run that nobody wants any more. */
    List<String> unwanted(List<String> filters) {
        return last.map(record -> record.without(filters)).orElse(List.of());
    }

    /**
     * The broker is there again, and subscribed to.
     *
     * @param remembered whether it has kept the session
     * @return how long it was out of reach; zero the first time
     */
    Duration over(boolean remembered, List<String> filters, Set<Machine> machines) throws InterruptedException {
        long now = now();
        List<Event> events = new ArrayList<>();
        Duration away = last.map(record -> Duration.ofNanos(Math.max(0, now - record.seenNanos())))
                .orElse(Duration.ZERO);
        if (last.isPresent() && !machines.isEmpty()) {
            events.addAll(tell(remembered, last.get().seenNanos(), now, machines));
        }
        put(events, filters);
        return away;
    }

    private List<Event> tell(boolean remembered, long seen, long now, Set<Machine> machines) {
        double seconds = Math.max(0, now - seen) / 1e9;
        String length = Math.round(seconds * 10) / 10.0 + " s";
        List<Event> events = new ArrayList<>();
        String fate = remembered
                ? "it kept our session, and sends what it had room for"
                : account.isKept() ? "it has forgotten our session" : "nothing is kept between connections";
        events.add(new Notice(
                machines.iterator().next().path(),
                source,
                Notice.Kind.GAP,
                seconds,
                "the broker was out of reach of " + account.clientId() + " for " + length + "; " + fate,
                now));
        if (!remembered) {
            machines.forEach(machine -> events.add(new Loss(machine, "", Loss.Reason.NOT_KEPT, 0, seen, now, now)));
        }
        if (!remembered && account.isKept()) {
            faults.report(
                    "session-lost",
                    "",
                    () -> "the broker has forgotten our session, and what came within " + length
                            + ": let it keep sessions on disk, and for as long as session-expiry says");
        }
        return events;
    }

    /** The broker is still there; puts it away now and then. */
    void seen(List<String> filters) throws InterruptedException {
        if (Math.abs(now() - markedNanos) >= BETWEEN_MARKS_NANOS) {
            put(List.of(), filters);
        }
    }

    /**
     * The connection has ended.
     *
     * @param heardNanos when something last came over it; where that is long ago pings were still answered, as far as a
     *     line that is deaf goes unnoticed
     */
    void begins(List<String> filters, long heardNanos) throws InterruptedException {
        put(List.of(), filters, Math.max(heardNanos, now() - Timing.DEAF.toNanos()));
    }

    private void put(List<Event> events, List<String> filters) throws InterruptedException {
        put(events, filters, now());
    }

    private void put(List<Event> events, List<String> filters, long seenNanos) throws InterruptedException {
        SessionRecord record = new SessionRecord(seenNanos, filters);
        last = Optional.of(record);
        markedNanos = record.seenNanos();
        Parcel parcel = new Parcel(events, List.of(new Mark(key, record.bytes())), Receipt.NONE);
        if (!intake.offer(parcel, PATIENCE) && !events.isEmpty()) {
            faults.count("intake-full");
            intake.lost(parcel);
        }
    }

    /** In epoch nanoseconds. */
    long now() {
        return SourceTime.nanos(clock.instant()).orElseThrow();
    }
}
