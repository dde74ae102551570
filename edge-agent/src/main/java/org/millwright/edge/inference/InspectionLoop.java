package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.latency.LatencyRecord;
import org.millwright.edge.output.VerdictOutput;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;

/**
 * Frames of one station in, one {@link Verdict} each out: to the machine first, since it waits, then to the bus, then to
 * whoever looks at it afterwards.
 *
 * <p>Runs on a thread of its own, which also owns the decoder and the models. Every frame gets a verdict, also the one
 * that does not decode; a frame that was pushed out of the queue by newer ones is counted there.
 */
public final class InspectionLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    /** What comes after the verdict may lag behind a little before it leaves parts out. */
    private static final int AFTERWARDS_CAPACITY = 4;

    private final Station station;
    private final Subscription<Frame> frames;
    private final Intake intake;
    private final Optional<? extends VerdictOutput> output;
    private final Consumer<Judged> shown;
    private final Bus<Judged> decided = new Bus<>();
    private final Subscription<Judged> afterwards;

    private final LongAdder good = new LongAdder();
    private final LongAdder defect = new LongAdder();
    private final LongAdder uncertain = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LatencyRecord arrivalToVerdict = new LatencyRecord();
    private final LatencyRecord captureToVerdict = new LatencyRecord();
    private volatile Optional<Verdict> last = Optional.empty();
    private final StationJudge judge;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    /**
     * What is known of the station.
     *
     * @param deadline from a frame's last byte to its verdict
     * @param seats the places of its models, by slot
     */
    public record Station(
            Machine machine, Duration deadline, Map<String, Seat<PartInspector>> seats, Variants variants) {
        public Station {
            seats = Map.copyOf(seats);
        }
    }

    /**
     * @param output acts on verdicts, within its own deadline
     * @param shown told of each part, on the loop's thread; must not hold it up
     */
    public InspectionLoop(
            Station station,
            Subscription<Frame> frames,
            Intake intake,
            Optional<? extends VerdictOutput> output,
            Consumer<Judged> shown,
            InstantSource clock) {
        this.station = station;
        this.frames = frames;
        this.intake = intake;
        this.output = output;
        this.shown = shown;
        String name = station.machine().name();
        this.afterwards = decided.subscribe("after-" + name, AFTERWARDS_CAPACITY, Overflow.DROP_OLDEST);
        this.judge = new StationJudge(station.machine(), station.seats(), station.variants(), clock);
        this.thread = Thread.ofPlatform().name("inspect-" + name).unstarted(this::run);
    }

    /** The parts that were decided, for who looks at them afterwards. */
    public Subscription<Judged> afterwards() {
        return afterwards;
    }

    public void start() {
        thread.start();
    }

    /** Returns when the models are loaded or refused, or the time is over. */
    public void awaitOpened(Duration most) throws InterruptedException {
        boolean _ = opened.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        List<Frame> next = new ArrayList<>(1);
        try (judge) {
            open();
            while (!frames.isDrained()) {
                output.ifPresent(VerdictOutput::alive);
                if (frames.drainTo(next, 1, TICK) > 0) {
                    decide(judge.judge(next.getFirst()));
                    next.clear();
                } else {
                    judge.settle();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            decided.close();
            station.seats().values().forEach(Seat::close);
        }
    }

    /** Nobody waits for models that will not come. */
    private void open() {
        try {
            station.seats().values().forEach(Seat::open);
        } finally {
            opened.countDown();
        }
    }

    private void decide(Judged judged) throws InterruptedException {
        Verdict verdict = judged.verdict();
        output.ifPresent(machine -> machine.decided(verdict));
        intake.keep(verdict);
        count(verdict);
        last = Optional.of(verdict);
        shown.accept(judged);
        decided.publish(judged);
    }

    private void count(Verdict verdict) {
        switch (verdict.result()) {
            case GOOD -> good.increment();
            case DEFECT -> defect.increment();
            case UNCERTAIN -> uncertain.increment();
        }
        if (isLate(verdict)) {
            late.increment();
        }
        arrivalToVerdict.record(verdict.decidedNanos() - verdict.receivedNanos());
        captureToVerdict.record(verdict.decidedNanos() - verdict.capturedNanos());
    }

    private boolean isLate(Verdict verdict) {
        return verdict.decidedNanos() - verdict.receivedNanos()
                > station.deadline().toNanos();
    }

    /** Any thread. */
    public InspectionStatus status() {
        return new InspectionStatus(
                station.machine(),
                good.sum(),
                defect.sum(),
                uncertain.sum(),
                late.sum(),
                judge.undecodable(),
                last,
                joined(station.seats().values().stream().map(Seat::trouble).toList()),
                joined(station.seats().values().stream().map(Seat::note).toList()),
                station.variants().current(),
                arrivalToVerdict.read(),
                captureToVerdict.read());
    }

    private static String joined(List<String> texts) {
        return String.join(
                "; ", texts.stream().filter(text -> !text.isEmpty()).distinct().toList());
    }

    /** Returns once the thread has ended and the models are closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
