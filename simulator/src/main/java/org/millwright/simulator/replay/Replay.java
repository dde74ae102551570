package org.millwright.simulator.replay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Stamp;

/**
 * Steps all engines together, one cycle a period, each until its last cycle, which it keeps showing. NOT thread safe.
 */
public final class Replay {

    private final List<Engine> engines;
    private final InstantSource clock;
    private long shown;

    /** Adds the engines' nodes below {@code line}; no cycle is shown yet. */
    public Replay(Folder line, SortedMap<Integer, List<EngineCycle>> units, InstantSource clock) {
        this.engines = units.entrySet().stream()
                .map(unit -> new Engine(line, unit.getKey(), unit.getValue()))
                .toList();
        this.clock = clock;
    }

    /** Variables of all engines. */
    public long variables() {
        return engines.size() * (1L + EngineCycle.SETTINGS + EngineCycle.SENSORS);
    }

    /** Engine cycles shown so far, of all engines together. */
    public long cyclesShown() {
        return shown;
    }

    /** Shows every engine's next cycle, all quantities with one source time. */
    public void step() {
        Stamp now = Stamp.of(clock.instant());
        for (Engine engine : engines) {
            if (!engine.finished()) {
                engine.step(now);
                shown++;
            }
        }
    }

    public boolean finished() {
        return engines.stream().allMatch(Engine::finished);
    }

    /** Steps to the end, a period apart, on the calling thread; {@code over} ends it early. */
    public void run(Duration every, BooleanSupplier over) throws InterruptedException {
        long next = System.nanoTime();
        while (!finished() && !over.getAsBoolean()) {
            step();
            next += every.toNanos();
            long wait = next - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
        }
    }
}
