package org.millwright.edge.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.web.AgentStatus.SourceState;

/**
 * Whether the agent does its work: data is fresh and goes through to the store.
 *
 * @param reasons why not, one sentence each; empty when healthy
 * @param notes what is not as it should be and stops nothing else
 */
record Health(List<String> reasons, List<String> notes) {

    boolean ok() {
        return reasons.isEmpty();
    }

    /** When even the question failed. */
    static Health unknown(Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Health(List.of("The agent's state cannot be read: " + why), List.of());
    }

    static Health of(AgentStatus status) {
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        status.process().clock().ifPresent(notes::add);
        for (SourceState source : status.sources()) {
            source(source, status.at(), reasons, notes);
        }
        status.sink().trouble().ifPresent(trouble -> reasons.add("Store: " + trouble));
        status.journal().trouble().ifPresent(trouble -> reasons.add("Journal: " + trouble));
        status.disk().flatMap(DiskState::trouble).ifPresent(trouble -> notes.add("Store: " + trouble));
        status.inspections()
                .forEach(inspection -> inspection
                        .trouble()
                        .ifPresent(trouble -> reasons.add("Inspection at " + inspection.station() + ": " + trouble)));
        status.inspections().forEach(inspection -> vision(inspection, notes));
        status.prognoses()
                .forEach(prognosis -> prognosis
                        .trouble()
                        .ifPresent(trouble -> reasons.add("Prognosis of " + prognosis.machine() + ": " + trouble)));
        status.prognoses().forEach(prognosis -> prognosis(prognosis, notes));
        status.diagnoses().forEach(diagnosis -> diagnosis(diagnosis, reasons, notes));
        return new Health(List.copyOf(reasons), List.copyOf(notes));
    }

    private static void prognosis(AgentStatus.PrognosisState prognosis, List<String> notes) {
        String name = "Prognosis of " + prognosis.machine() + ": ";
        if (!prognosis.note().isEmpty()) {
            notes.add(name + prognosis.note());
        }
        prognosis.seat().flatMap(SeatStatus::drift).ifPresent(drift -> notes.add(name + drift));
    }

    private static void diagnosis(DiagnosisStatus diagnosis, List<String> reasons, List<String> notes) {
        String name = "Diagnosis of " + diagnosis.machine().name() + ": ";
        if (!diagnosis.modelFault().isEmpty()) {
            reasons.add(name + diagnosis.modelFault());
        }
        if (!diagnosis.note().isEmpty()) {
            notes.add(name + diagnosis.note());
        }
        diagnosis.seat().drift().ifPresent(drift -> notes.add(name + drift));
    }

    private static void vision(AgentStatus.InspectionState inspection, List<String> notes) {
        String name = "Inspection at " + inspection.station() + ": ";
        VisionState vision = inspection.vision();
        if (!vision.note().isEmpty()) {
            notes.add(name + vision.note());
        }
        vision.seats().forEach(seat -> seat.drift().ifPresent(drift -> notes.add(name + drift)));
        if (!vision.pictures().trouble().isEmpty()) {
            notes.add(name + vision.pictures().trouble());
        }
    }

    private static String attempt(SourceStatus.Connecting connecting) {
        return connecting.attempt() == 0 ? "" : " (attempt " + connecting.attempt() + ")";
    }

    private static void source(SourceState source, Instant now, List<String> reasons, List<String> notes) {
        String name = "Source " + source.name() + ": ";
        switch (source.status()) {
            case SourceStatus.Connecting connecting ->
                reasons.add(name + "not connected for "
                        + Duration.between(connecting.since(), now).toSeconds() + " s" + attempt(connecting)
                        + ": " + connecting.because());
            case SourceStatus.Stopped _ -> reasons.add(name + "stopped");
            case SourceStatus.Up up -> {
                up.degraded().forEach(sentence -> notes.add(name + sentence));
                Instant last = source.lastData()
                        .filter(data -> data.isAfter(up.since()))
                        .orElse(up.since());
                Duration silence = Duration.between(last, now);
                if (source.silentAfter()
                        .filter(limit -> silence.compareTo(limit) > 0)
                        .isPresent()) {
                    reasons.add(name + "connected, but no data for " + silence.toSeconds() + " s");
                }
            }
        }
    }
}
