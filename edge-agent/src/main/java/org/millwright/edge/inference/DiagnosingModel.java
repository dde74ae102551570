package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.diagnosis.DiagnosisModel;

/**
 * The model of one place with the machines that it is asked about, or the reason why there is none: every machine's diagnosis
 * is then uncertain, and says why. NOT thread safe: on the loop's thread.
 */
final class DiagnosingModel implements SeatedModel {

    private final @Nullable DiagnosisModel model;
    private final String fault;
    private final Duration every;
    private final Map<Machine, DiagnosedMachine> machines = new LinkedHashMap<>();
    /** Without a model: the newest readings that nobody judged. */
    private final Map<Machine, Long> unjudgedNanos = new HashMap<>();

    private final Map<Machine, Long> toldNanos = new HashMap<>();

    private DiagnosingModel(
            @Nullable DiagnosisModel model, String fault, DiagnosisLoop.Place place, InstantSource clock) {
        this.model = model;
        this.fault = fault;
        this.every = place.machines().getFirst().config().every();
        if (model != null) {
            for (DiagnosisLoop.Wanted wanted : place.machines()) {
                machines.put(
                        wanted.config().machine(),
                        new DiagnosedMachine(wanted.config(), wanted.inputs(), model, clock));
            }
        }
    }

    /** A version that is kept; or none, with the reason. It is told what was read last. */
    static DiagnosingModel open(
            ModelStore store, String hash, DiagnosisLoop.Place place, BelievedReadings latest, InstantSource clock) {
        DiagnosisModel opened;
        try {
            opened = DiagnosisModel.open(store.read(hash));
        } catch (ModelException e) {
            return none(String.valueOf(e.getMessage()), place, clock);
        }
        try {
            DiagnosingModel model = new DiagnosingModel(opened, "", place, clock);
            model.machines.forEach((machine, its) -> {
                latest.untimed(machine).forEach(its::remember);
                latest.of(machine).forEach(its::accept);
            });
            return model;
        } catch (IllegalStateException | IllegalArgumentException e) {
            opened.close();
            return none("its contract does not fit the configuration: " + e.getMessage(), place, clock);
        }
    }

    static DiagnosingModel none(String because, DiagnosisLoop.Place place, InstantSource clock) {
        return new DiagnosingModel(null, because, place, clock);
    }

    /** Takes a reading; why it counts nowhere, or empty. */
    Optional<LeftOut> accept(Reading reading) {
        Machine machine = reading.signal().machine();
        if (model == null) {
            unjudgedNanos.merge(machine, reading.timestampNanos(), Math::max);
            return Optional.empty();
        }
        DiagnosedMachine its = machines.get(machine);
        return its == null ? Optional.empty() : its.accept(reading);
    }

    /**
     * What there is to say of a machine's newest moment; empty where that was said already.
     *
     * @param nowNanos up to when readings are taken in, by the agent's clock (epoch nanoseconds)
     */
    Optional<DiagnosedMachine.Asked> ask(Machine machine, long nowNanos) {
        if (model == null) {
            return unjudged(machine, nowNanos);
        }
        DiagnosedMachine its = machines.get(machine);
        return its == null ? Optional.empty() : its.ask(nowNanos);
    }

    private Optional<DiagnosedMachine.Asked> unjudged(Machine machine, long nowNanos) {
        Long newest = unjudgedNanos.get(machine);
        Long told = toldNanos.get(machine);
        // Below 0 our clock was set back: no reason to wait for it to catch up.
        boolean early = told != null && nowNanos >= told && nowNanos - told < every.toNanos();
        if (newest == null || early) {
            return Optional.empty();
        }
        toldNanos.put(machine, nowNanos);
        unjudgedNanos.remove(machine);
        return Optional.of(new DiagnosedMachine.Asked(
                DiagnosisFinding.uncertain(DiagnosisFinding.NO_MODEL, "no model: " + fault), newest, false));
    }

    @Override
    public String hash() {
        return model == null ? "" : model.hash();
    }

    @Override
    public String fault() {
        return fault;
    }

    /** Opening proved it on its golden samples, so it is warm. */
    @Override
    public void warmUp() {}

    @Override
    public String slowness() {
        return "";
    }

    @Override
    public String precision() {
        return "";
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
