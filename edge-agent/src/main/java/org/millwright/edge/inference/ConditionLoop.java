package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.maintenance.detect.WatchCounts;

/**
 * The readings of all watched machines in; out come their features, at whole multiples of each machine's
 * time, and whether they behave as they were learned, when that changes and at the same times.
 *
 * <p>Runs on a thread of its own, and has machines learned by another one, so that the rest is told meanwhile.
 */
public final class ConditionLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int BATCH = 10_000;

    /** How long the end waits for a machine that is being learned. */
    private static final Duration LEARNING_ENDS = Duration.ofSeconds(5);

    private static final Duration ROOM_AT_THE_END = Duration.ofMillis(500);

    /** What somebody asked for from another thread. */
    private record Asked(WatchedBehaviour behaviour, Relearning relearning) {}

    private final Map<Machine, MachineWatch> watched = new HashMap<>();
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder made = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Learner learner;
    private long told = Long.MIN_VALUE;
    private volatile boolean finishing;
    private final Thread thread;

    /**
     * @param readings of these machines only
     * @param learner is closed with the loop
     */
    public ConditionLoop(
            List<ConditionConfig> machines,
            Subscription<Event> readings,
            Intake intake,
            InstantSource clock,
            Learner learner) {
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        this.learner = learner;
        long now = Times.epochNanos(clock);
        machines.forEach(
                config -> watched.put(config.machine(), new MachineWatch(config, outOfOrder, intake, learner, now)));
        this.thread = Thread.ofPlatform().name("condition").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Any thread. */
    public ConditionStatus status() {
        List<ConditionStatus.LearnedMachine> learned = new ArrayList<>();
        List<WatchCounts> counts = new ArrayList<>();
        behaviours().forEach((machine, behaviour) -> {
            BehaviourState state = behaviour.state();
            counts.add(state.counts());
            learned.add(new ConditionStatus.LearnedMachine(
                    machine, state.last(), state.learning().orElse("")));
        });
        return new ConditionStatus(
                made.sum(),
                Map.of(
                        "out-of-order", outOfOrder.sum(),
                        "outdated", sum(counts, WatchCounts::outdated),
                        "ahead", sum(counts, WatchCounts::ahead)),
                Map.of(
                        "settling", sum(counts, each -> each.detector().transients()),
                        "unseen-regime", sum(counts, each -> each.detector().unseen()),
                        "left-out", sum(counts, WatchCounts::leftOut)),
                Map.of(
                        "late", sum(counts, WatchCounts::late),
                        "gap", sum(counts, each -> each.detector().gaps()),
                        "clock-set-back", sum(counts, WatchCounts::setBack)),
                learned);
    }

    private static long sum(List<WatchCounts> counts, ToLongFunction<WatchCounts> what) {
        return counts.stream().mapToLong(what).sum();
    }

    /**
     * Asks for a machine's normal behaviour to be learned anew, which takes as long as it did at first; what was learned before
     * judges until then. Any thread; returns before it has begun.
     *
     * @param by who asks
     * @param why what changed on the machine
     * @throws IllegalArgumentException in words, where there is no such machine, nobody or no reason is given, or nothing is
     *     learned any more
     */
    public void learnAnew(String machine, String by, String why) {
        if (finishing || thread.getState() == Thread.State.TERMINATED) {
            throw new IllegalArgumentException(
                    "the agent is about to end and learns nothing more; ask again when it runs");
        }
        Map<String, WatchedBehaviour> behaviours = behaviours();
        WatchedBehaviour its = behaviours.get(machine);
        if (its == null) {
            throw new IllegalArgumentException("there is no machine " + machine
                    + " whose normal behaviour is learned; there are " + behaviours.keySet());
        }
        asked.add(new Asked(its, new Relearning(by, why, clock.instant())));
    }

    /** Of the machines whose normal behaviour is learned, by name. */
    private SortedMap<String, WatchedBehaviour> behaviours() {
        SortedMap<String, WatchedBehaviour> behaviours = new TreeMap<>();
        watched.forEach((machine, watch) ->
                watch.behaviour().ifPresent(behaviour -> behaviours.put(machine.name(), behaviour)));
        return behaviours;
    }

    private void run() {
        try {
            List<Event> batch = new ArrayList<>();
            boolean taken = true;
            while (!readings.isDrained() && (taken || !finishing)) {
                // Before the readings are taken: what was read by then is in the window that ends then.
                long now = Times.epochNanos(clock);
                taken = readings.drainTo(batch, BATCH, TICK) > 0;
                batch.forEach(this::take);
                told = reached(batch, now);
                batch.clear();
                // Days of learning: where there is no room now it is offered again with every tick, and readings go on.
                tell(told, Duration.ZERO);
            }
            learner.end(LEARNING_ENDS);
            tell(told, ROOM_AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Event event) {
        if (event instanceof Reading reading) {
            MachineWatch machine = watched.get(reading.signal().machine());
            if (machine != null) {
                machine.accept(reading);
            }
        }
    }

    /** Up to when everything has been taken in: now, unless readings are still waiting. */
    private long reached(List<Event> batch, long now) {
        return batch.size() == BATCH && batch.getLast() instanceof Reading last
                ? Math.min(now, Math.max(told, last.receivedNanos()))
                : now;
    }

    private void tell(long now, Duration patience) throws InterruptedException {
        for (Asked next = asked.poll(); next != null; next = asked.poll()) {
            next.behaviour().learnAnew(next.relearning(), now);
        }
        Duration left = patience;
        for (MachineWatch machine : watched.values()) {
            boolean due = machine.isDue(now);
            if (machine.behaviour().isPresent()) {
                tell(machine.behaviour().get(), due, now);
                left = putAway(machine.behaviour().get(), now, left) ? left : Duration.ZERO;
            }
            if (due) {
                keep(machine.features());
            }
        }
    }

    private void tell(WatchedBehaviour behaviour, boolean due, long now) throws InterruptedException {
        keep(behaviour.changes(now));
        Optional<Condition> repeated = due ? behaviour.repeated() : Optional.empty();
        if (repeated.isPresent()) {
            keep(List.of(repeated.get()));
        }
    }

    /** What was learned; false where there is no room for it. */
    private boolean putAway(WatchedBehaviour behaviour, long now, Duration patience) throws InterruptedException {
        Optional<Parcel> unsaved = behaviour.unsaved(now);
        while (unsaved.isPresent()) {
            if (!intake.offer(unsaved.get(), patience)) {
                return false;
            }
            behaviour.saved();
            unsaved = behaviour.unsaved(now);
        }
        return true;
    }

    private void keep(List<? extends Event> events) throws InterruptedException {
        if (!events.isEmpty()) {
            intake.keepAll(events);
            made.add(events.size());
        }
    }

    /**
     * For an end in order, before what it tells is taken no more: takes in what was read, lets a machine that is being learned
     * right now be learned to its end, for some seconds at most, and puts away what was learned. Machines that wait to be
     * learned begin anew with the next start, as do those that have not collected enough.
     */
    public void finish() {
        finishing = true;
        Times.join(thread);
    }

    /** Returns once the thread has ended; a machine that is being learned is not waited for. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
        learner.close();
    }
}
