package org.millwright.edge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.inference.DiagnosisLoop;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;

/** The configured diagnoses: a loop for each entry, whose machines share a model and its life. */
record Diagnoses(
        AgentConfig config,
        Sources sources,
        Bus<Event> bus,
        Intake intake,
        ModelStore models,
        InstantSource clock,
        Running running) {

    List<DiagnosisLoop> loops() {
        Map<String, List<DiagnosisConfig>> byPlace = config.diagnoses().stream()
                .collect(Collectors.groupingBy(DiagnosisConfig::place, LinkedHashMap::new, Collectors.toList()));
        List<DiagnosisLoop> loops = new ArrayList<>();
        byPlace.forEach((place, its) -> loops.add(running.add(loop(place, its))));
        return loops;
    }

    private DiagnosisLoop loop(String place, List<DiagnosisConfig> its) {
        Set<Machine> wanted = its.stream().map(DiagnosisConfig::machine).collect(Collectors.toSet());
        Subscription<Event> readings = bus.subscribe(
                place.replace(':', '-'),
                EdgeAgent.READINGS_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Reading reading
                        && EdgeAgent.isLive(reading)
                        && wanted.contains(reading.signal().machine()));
        List<DiagnosisLoop.Wanted> machines = its.stream()
                .map(one -> new DiagnosisLoop.Wanted(one, sources.inputs(one)))
                .toList();
        return new DiagnosisLoop(
                new DiagnosisLoop.Place(place, its.getFirst().model(), machines),
                models,
                readings,
                intake,
                config.models().automaticRollback(),
                clock);
    }
}
