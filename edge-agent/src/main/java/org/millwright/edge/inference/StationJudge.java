package org.millwright.edge.inference;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.FrameDecodeException;
import org.millwright.hardware.camera.FrameDecoder;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection;

/** A frame in, what is said about its part out, whatever the frame holds. NOT thread safe: on the inspection's thread. */
final class StationJudge implements AutoCloseable {

    private final Machine station;
    private final Map<String, Seat<PartInspector>> seats;
    private final Variants variants;
    private final InstantSource clock;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrozenPicture frozen = new FrozenPicture();
    private final LongAdder undecodable = new LongAdder();

    StationJudge(Machine station, Map<String, Seat<PartInspector>> seats, Variants variants, InstantSource clock) {
        this.station = station;
        this.seats = seats;
        this.variants = variants;
        this.clock = clock;
    }

    Judged judge(Frame frame) throws InterruptedException {
        String part = frame.part().isEmpty() ? "picture-" + frame.sequence() : frame.part();
        Variants.Choice choice = variants.choose();
        Seat<PartInspector> seat = seats.get(choice.variant().slot());
        if (seat == null) {
            throw new IllegalStateException(
                    "no model has the place " + choice.variant().slot());
        }
        PartInspector inspector = seat.live();
        boolean decoded = false;
        Inspection inspection;
        boolean failed = false;
        try {
            Optional<String> old = frozen.complaint(frame, part);
            if (old.isPresent() || !choice.complaint().isEmpty()) {
                inspection = Inspection.uncertain(old.orElse(choice.complaint()));
            } else {
                Image image = decoder.decodeAsSent(frame);
                decoded = true;
                inspection =
                        inspector.inspect(image, choice.name(), choice.variant().limit());
            }
        } catch (FrameDecodeException e) {
            undecodable.increment();
            inspection = Inspection.uncertain(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            undecodable.increment();
            inspection = Inspection.uncertain("there is no memory for this picture of " + frame.encoded().length
                    + " bytes; set the camera to a smaller one, or give the agent more");
        } catch (ModelException e) {
            failed = true;
            inspection = Inspection.uncertain(String.valueOf(e.getMessage()));
        }
        double limit = inspector.limitFor(choice.name(), choice.variant().limit());
        Verdict verdict = verdict(frame, part, inspection, inspector.hash(), choice.name(), limit);
        return new Judged(
                frame,
                decoded,
                inspection,
                verdict,
                choice.variant().limit(),
                seat.slot(),
                inspector.classes(),
                inspector.drift(),
                failed);
    }

    private Verdict verdict(
            Frame frame, String part, Inspection inspection, String hash, String variant, double limit) {
        return new Verdict(
                station,
                part,
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
                details(inspection, variant, limit),
                frame.capturedNanos(),
                frame.receivedNanos(),
                Times.epochNanos(clock));
    }

    static Verdict.Details details(Inspection inspection, String variant, double limit) {
        List<Inspection.Region> regions = inspection.regions();
        return new Verdict.Details(
                inspection.defectClass(),
                regions.size(),
                regions.isEmpty() ? Double.NaN : regions.getFirst().millimetres(),
                variant,
                limit);
    }

    /** Takes over what was loaded beside, where no part does so. */
    void settle() {
        seats.values().forEach(Seat::live);
    }

    long undecodable() {
        return undecodable.sum();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
