package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.RemainingLifeModel;

/**
 * The model of one place with the machines that it watches, or the reason why there is none: every machine's prognosis is then
 * uncertain, and says why. NOT thread safe: on the loop's thread.
 */
final class LifeModel implements SeatedModel {

    private final @Nullable RemainingLifeModel model;
    private final String fault;
    private final Duration deadline;
    private final Map<Machine, WatchedMachine> watched = new LinkedHashMap<>();
    private String slowness = "";

    private LifeModel(
            @Nullable RemainingLifeModel model,
            String fault,
            List<MachineInputs> machines,
            Duration deadline,
            InstantSource clock) {
        this.model = model;
        this.fault = fault;
        this.deadline = deadline;
        for (MachineInputs inputs : machines) {
            watched.put(
                    inputs.machine(),
                    model == null
                            ? new UnwatchedMachine(inputs.machine(), fault, clock)
                            : new JudgedMachine(inputs, model, clock));
        }
    }

    /** A version that is kept; or none, with the reason. */
    static LifeModel open(
            ModelStore store, String hash, List<MachineInputs> machines, Duration deadline, InstantSource clock) {
        try {
            return new LifeModel(RemainingLifeModel.open(store.read(hash)), "", machines, deadline, clock);
        } catch (ModelException e) {
            return none(String.valueOf(e.getMessage()), machines, deadline, clock);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return none("its inputs do not fit the configuration: " + e.getMessage(), machines, deadline, clock);
        }
    }

    static LifeModel none(String because, List<MachineInputs> machines, Duration deadline, InstantSource clock) {
        return new LifeModel(null, because, machines, deadline, clock);
    }

    /** The machine that the reading is of; empty where it is none of these. */
    Optional<WatchedMachine> accept(Reading reading) {
        WatchedMachine machine = watched.get(reading.signal().machine());
        if (machine != null) {
            machine.accept(reading);
        }
        return Optional.ofNullable(machine);
    }

    Collection<Map.Entry<Machine, WatchedMachine>> watched() {
        return watched.entrySet();
    }

    Collection<WatchedMachine> machines() {
        return watched.values();
    }

    Optional<JudgedLife> advance(Machine machine, long nowNanos) {
        WatchedMachine its = watched.get(machine);
        return its == null ? Optional.empty() : its.advance(nowNanos);
    }

    /**
     * Goes on where another model of the same machines stands, as far as both see them alike; with what is remembered of the
     * rest, and what was read of them last.
     *
     * @param other empty at the start
     */
    void takeOver(Optional<LifeModel> other, LifeMemory memory, LatestReadings latest) {
        watched.replaceAll((machine, fresh) -> other.map(model -> model.watched.get(machine))
                .flatMap(seen -> seen.under(fresh))
                .orElseGet(() -> {
                    WatchedMachine remembering =
                            memory.of(machine).map(fresh::remembering).orElse(fresh);
                    latest.of(machine).forEach(remembering::accept);
                    return remembering;
                }));
    }

    @Override
    public String hash() {
        return model == null ? "" : model.hash();
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public void warmUp() {
        if (model != null) {
            double millis = model.medianRunNanos() / 1e6;
            slowness = millis <= deadline.toNanos() / 1e6
                    ? ""
                    : "model %s takes %.1f ms for an estimate on this gateway, above the deadline of %s ms; deploy a smaller one, or raise the deadline"
                            .formatted(hash(), millis, deadline.toNanos() / 1e6);
        }
    }

    @Override
    public String slowness() {
        return slowness;
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
