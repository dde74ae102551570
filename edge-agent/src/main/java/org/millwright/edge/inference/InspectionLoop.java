package org.millwright.edge.inference;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.latency.LatencyRecord;
import org.millwright.edge.output.VerdictOutput;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.FrameDecodeException;
import org.millwright.hardware.camera.FrameDecoder;
import org.millwright.vision.Inspection;

/**
 * Frames of one station in, one {@link Verdict} each out: to the machine first, since it waits, then to the bus.
 *
 * <p>Runs on a thread of its own, which also owns the decoder and the model. Every frame gets a verdict, also the one
 * that does not decode; a frame that was pushed out of the queue by newer ones is counted there.
 */
public final class InspectionLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    private final Machine station;
    private final Path model;
    private final Duration deadline;
    private final Subscription<Frame> frames;
    private final Intake intake;
    private final Optional<? extends VerdictOutput> output;
    private final BiConsumer<Verdict, Frame> shown;
    private final InstantSource clock;

    private final LongAdder good = new LongAdder();
    private final LongAdder defect = new LongAdder();
    private final LongAdder uncertain = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LatencyRecord arrivalToVerdict = new LatencyRecord();
    private final LatencyRecord captureToVerdict = new LatencyRecord();
    private volatile Optional<Verdict> last = Optional.empty();
    private volatile String modelFault = "the model is not loaded yet";
    private final Thread thread;

    /**
     * @param deadline from a frame's last byte to its verdict
     * @param output acts on verdicts, within its own deadline
     * @param shown told of each verdict and its frame, on the loop's thread; must not hold it up
     */
    public InspectionLoop(
            Machine station,
            Path model,
            Duration deadline,
            Subscription<Frame> frames,
            Intake intake,
            Optional<? extends VerdictOutput> output,
            BiConsumer<Verdict, Frame> shown,
            InstantSource clock) {
        this.station = station;
        this.model = model;
        this.deadline = deadline;
        this.frames = frames;
        this.intake = intake;
        this.output = output;
        this.shown = shown;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("inspect-" + station.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        List<Frame> next = new ArrayList<>(1);
        try (PartInspector inspector = PartInspector.open(model);
                FrameDecoder decoder = new FrameDecoder()) {
            inspector.warmUp();
            modelFault = inspector.fault();
            while (!frames.isDrained()) {
                output.ifPresent(VerdictOutput::alive);
                if (frames.drainTo(next, 1, TICK) > 0) {
                    decide(next.getFirst(), decoder, inspector);
                    next.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void decide(Frame frame, FrameDecoder decoder, PartInspector inspector) throws InterruptedException {
        Verdict verdict = verdict(frame, inspect(frame, decoder, inspector), inspector.hash());
        output.ifPresent(machine -> machine.decided(verdict));
        intake.keep(verdict);
        count(verdict);
        last = Optional.of(verdict);
        shown.accept(verdict, frame);
    }

    private Inspection inspect(Frame frame, FrameDecoder decoder, PartInspector inspector) {
        try {
            return inspector.inspect(decoder.decode(frame));
        } catch (FrameDecodeException e) {
            undecodable.increment();
            return new Inspection(
                    Inspection.Outcome.UNCERTAIN, Double.NaN, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private Verdict verdict(Frame frame, Inspection inspection, String hash) {
        return new Verdict(
                station,
                frame.part().isEmpty() ? "picture-" + frame.sequence() : frame.part(),
                frame.sequence(),
                switch (inspection.outcome()) {
                    case GOOD -> Verdict.Result.GOOD;
                    case DEFECT -> Verdict.Result.DEFECT;
                    case UNCERTAIN -> Verdict.Result.UNCERTAIN;
                },
                inspection.score(),
                inspection.place().map(at -> new Verdict.Place(at.x(), at.y(), at.width(), at.height())),
                inspection.reason(),
                hash,
                frame.capturedNanos(),
                frame.receivedNanos(),
                Times.epochNanos(clock));
    }

    private void count(Verdict verdict) {
        switch (verdict.result()) {
            case GOOD -> good.increment();
            case DEFECT -> defect.increment();
            case UNCERTAIN -> uncertain.increment();
        }
        if (verdict.decidedNanos() - verdict.receivedNanos() > deadline.toNanos()) {
            late.increment();
        }
        arrivalToVerdict.record(verdict.decidedNanos() - verdict.receivedNanos());
        captureToVerdict.record(verdict.decidedNanos() - verdict.capturedNanos());
    }

    /** Any thread. */
    public InspectionStatus status() {
        return new InspectionStatus(
                station,
                good.sum(),
                defect.sum(),
                uncertain.sum(),
                late.sum(),
                undecodable.sum(),
                last,
                modelFault,
                arrivalToVerdict.read(),
                captureToVerdict.read());
    }

    /** Returns once the thread has ended and the model is closed. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
