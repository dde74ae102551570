package org.millwright.edge.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Vibration;
import org.millwright.maintenance.advise.Advice;
import org.millwright.maintenance.advise.Advisor;
import org.millwright.maintenance.advise.Span;
import org.millwright.maintenance.advise.Urgency;

/**
 * Prognoses, conditions, vibrations and diagnoses of all machines in, a ranked list of what to do out. A line of it is stored when it is new, when its
 * urgency or its window changes, and once an hour.
 *
 * <p>Runs on a thread of its own.
 */
public final class AdvisoryLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int BATCH = 1_000;

    private final Advisor advisor;
    private final Subscription<Event> events;
    private final Intake intake;
    private final InstantSource clock;
    private final EvidenceBoard board;
    private final AdviceLog log = new AdviceLog();
    private volatile List<Advisory> list = List.of();
    private final Thread thread;

    /**
     * @param parts whose remaining life a prognosis tells, by machine
     * @param events prognoses, conditions, vibrations and diagnoses
     */
    public AdvisoryLoop(
            Advisor advisor,
            Map<String, String> parts,
            Subscription<Event> events,
            Intake intake,
            InstantSource clock) {
        this.board = new EvidenceBoard(parts);
        this.advisor = advisor;
        this.events = events;
        this.intake = intake;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("advisory").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** What there is to do now, the most urgent first; any thread. */
    public List<Advisory> list() {
        return list;
    }

    private void run() {
        try {
            List<Event> batch = new ArrayList<>();
            Instant advised = Instant.MIN;
            boolean news = false;
            while (!events.isDrained()) {
                boolean quiet = events.drainTo(batch, BATCH, TICK) == 0;
                news |= !quiet;
                batch.forEach(this::take);
                batch.clear();
                // The list is of all machines: it is made once for all that is found in a while, not for each of it.
                Instant now = clock.instant();
                if (news && (quiet || now.isBefore(advised) || !now.isBefore(advised.plus(TICK)))) {
                    advise();
                    advised = now;
                    news = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Event event) {
        if (event instanceof Prognosis prognosis) {
            board.take(prognosis);
        } else if (event instanceof Condition condition) {
            board.take(condition);
        } else if (event instanceof Vibration vibration) {
            board.take(vibration);
        } else if (event instanceof Diagnosis diagnosis) {
            board.take(diagnosis);
        }
    }

    private void advise() throws InterruptedException {
        Instant now = clock.instant();
        List<Advisory> fresh = new ArrayList<>();
        for (Advice advice : advisor.advise(board.evidence(), now)) {
            fresh.add(advisory(advice, fresh.size() + 1, Times.epochNanos(clock)));
        }
        list = List.copyOf(fresh);
        for (Advisory advisory : log.news(fresh)) {
            intake.keep(advisory);
        }
    }

    private Advisory advisory(Advice advice, int rank, long nowNanos) {
        Optional<Span> window = advice.window();
        return new Advisory(
                board.machine(advice.machine()),
                advice.what(),
                String.join("; ", advice.why()),
                urgency(advice.urgency()),
                rank,
                nanos(advice.due()),
                nanos(window.map(Span::from)),
                nanos(window.map(Span::until)),
                advice.risk(),
                advice.certainty(),
                nowNanos);
    }

    private static Advisory.Urgency urgency(Urgency urgency) {
        return switch (urgency) {
            case STOP_FOR_IT -> Advisory.Urgency.STOP_FOR_IT;
            case PLANNED -> Advisory.Urgency.PLANNED;
            case LOOK -> Advisory.Urgency.LOOK;
            case WATCH -> Advisory.Urgency.WATCH;
        };
    }

    private static OptionalLong nanos(Optional<Instant> instant) {
        return instant.map(at -> OptionalLong.of(Times.epochNanos(at))).orElse(OptionalLong.empty());
    }

    /** Returns once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
