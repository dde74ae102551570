package org.millwright.edge.web;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.vision.Inspection;

/** The last part of each station with its picture, and the last one that was not good, for the page; any thread. */
public final class LastParts {

    /**
     * A picture and what was said about it.
     *
     * @param inspection empty where only the verdict is known
     */
    public record InspectedPart(Verdict verdict, Frame frame, Optional<Inspection> inspection) {}

    private final Map<String, InspectedPart> last = new ConcurrentHashMap<>();
    private final Map<String, InspectedPart> lastNotGood = new ConcurrentHashMap<>();

    /** Without what the inspection found. */
    public void accept(Verdict verdict, Frame frame) {
        accept(new InspectedPart(verdict, frame, Optional.empty()));
    }

    /** Cheap enough for the inspection's own thread: two references are kept, nothing is copied. */
    public void accept(Verdict verdict, Frame frame, Inspection inspection) {
        accept(new InspectedPart(verdict, frame, Optional.of(inspection)));
    }

    private void accept(InspectedPart part) {
        Verdict verdict = part.verdict();
        String station = verdict.station().name();
        last.put(station, part);
        if (verdict.result() != Verdict.Result.GOOD) {
            lastNotGood.put(station, part);
        }
    }

    Optional<InspectedPart> last(String station) {
        return Optional.ofNullable(last.get(station));
    }

    Optional<InspectedPart> lastNotGood(String station) {
        return Optional.ofNullable(lastNotGood.get(station));
    }
}
