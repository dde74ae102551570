package org.millwright.edge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.PrognosisConfig;
import org.millwright.edge.inference.MachineInputs;
import org.millwright.edge.inference.PrognosisLoop;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;

/** The configured prognoses: a loop for each entry, whose machines share a model and its life. */
final class Prognoses {

    private final AgentConfig config;
    private final Sources sources;
    private final Bus<Event> bus;
    private final Intake intake;
    private final ModelStore models;
    private final InstantSource clock;
    private final Running running;

    Prognoses(
            AgentConfig config,
            Sources sources,
            Bus<Event> bus,
            Intake intake,
            ModelStore models,
            InstantSource clock,
            Running running) {
        this.config = config;
        this.sources = sources;
        this.bus = bus;
        this.intake = intake;
        this.models = models;
        this.clock = clock;
        this.running = running;
    }

    List<PrognosisLoop> loops() {
        Map<String, List<PrognosisConfig>> byPlace = config.prognoses().stream()
                .collect(Collectors.groupingBy(PrognosisConfig::place, LinkedHashMap::new, Collectors.toList()));
        List<PrognosisLoop> loops = new ArrayList<>();
        byPlace.values().forEach(entry -> loops.add(running.add(loop(entry))));
        return loops;
    }

    private PrognosisLoop loop(Collection<PrognosisConfig> entry) {
        PrognosisConfig first = entry.iterator().next();
        List<MachineInputs> machines = entry.stream().map(sources::inputs).toList();
        Set<Machine> wanted = machines.stream().map(MachineInputs::machine).collect(Collectors.toSet());
        Subscription<Event> readings = bus.subscribe(
                "prognosis-" + first.place(),
                EdgeAgent.READINGS_CAPACITY,
                Overflow.DROP_OLDEST,
                event -> event instanceof Reading reading
                        && EdgeAgent.isLive(reading)
                        && wanted.contains(reading.signal().machine()));
        return new PrognosisLoop(
                new PrognosisLoop.Place(first.place(), first.model(), machines, first.deadline()),
                models,
                readings,
                intake,
                config.models().automaticRollback(),
                clock);
    }
}
