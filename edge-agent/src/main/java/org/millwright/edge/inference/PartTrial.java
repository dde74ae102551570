package org.millwright.edge.inference;

import java.time.InstantSource;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.FrameDecodeException;
import org.millwright.hardware.camera.FrameDecoder;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection;

/**
 * A model that judges the same parts as the one that decides. What it says is stored and counted; nothing acts on it. NOT
 * thread safe.
 */
final class PartTrial implements Trial<Judged> {

    private static final int MOST_FAILURES = 3;

    private final Machine station;
    private final PartInspector inspector;
    private final Intake intake;
    private final InstantSource clock;
    private final FrameDecoder decoder = new FrameDecoder();
    private Comparison.OfParts comparison = Comparison.OfParts.NONE;
    private int failures;

    PartTrial(Machine station, PartInspector inspector, Intake intake, InstantSource clock) {
        this.station = station;
        this.inspector = inspector;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public String hash() {
        return inspector.hash();
    }

    @Override
    public Comparison comparison() {
        return comparison;
    }

    /** A part whose picture was decoded. */
    @Override
    public String judge(Judged judged) throws InterruptedException {
        if (!judged.decoded()) {
            return "";
        }
        Verdict live = judged.verdict();
        String variant = live.details().variant();
        try {
            Inspection inspection = inspector.inspect(decoder.decodeAsSent(judged.frame()), variant, judged.limit());
            failures = 0;
            compare(new ShadowVerdict(verdict(live, inspection, variant, judged), live));
            return "";
        } catch (FrameDecodeException e) {
            return ""; // There was no memory for it a second time.
        } catch (ModelException e) {
            failures++;
            return failures < MOST_FAILURES ? "" : String.valueOf(e.getMessage());
        }
    }

    private Verdict verdict(Verdict live, Inspection inspection, String variant, Judged judged) {
        return new Verdict(
                station,
                live.part(),
                live.sequence(),
                switch (inspection.outcome()) {
                    case GOOD -> Verdict.Result.GOOD;
                    case DEFECT -> Verdict.Result.DEFECT;
                    case UNCERTAIN -> Verdict.Result.UNCERTAIN;
                },
                inspection.score(),
                inspection.place().map(at -> new Verdict.Place(at.x(), at.y(), at.width(), at.height())),
                inspection.reason(),
                inspector.hash(),
                StationJudge.details(inspection, variant, inspector.limitFor(variant, judged.limit())),
                live.capturedNanos(),
                live.receivedNanos(),
                Times.epochNanos(clock));
    }

    private void compare(ShadowVerdict verdict) throws InterruptedException {
        boolean liveGood = verdict.live().result() == Verdict.Result.GOOD;
        boolean shadowGood = verdict.shadow().result() == Verdict.Result.GOOD;
        comparison = new Comparison.OfParts(
                comparison.parts() + 1,
                comparison.agreed() + (verdict.agrees() ? 1 : 0),
                comparison.stricter() + (liveGood && !shadowGood ? 1 : 0),
                comparison.laxer() + (!liveGood && shadowGood ? 1 : 0));
        intake.keep(verdict);
    }

    @Override
    public void close() {
        decoder.close();
        inspector.close();
    }
}
