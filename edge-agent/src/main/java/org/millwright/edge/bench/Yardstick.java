package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.store.EmbeddedStore;
import org.millwright.hardware.gateway.ProcessFacts;

/** The bare libraries on the load, all at once: one JVM takes the values, another sends as many rows to a store. */
final class Yardstick {

    /** @param sourceToReceived of the bare client */
    record Result(double valuesPerSecond, Cost client, Cost writer, Percentiles sourceToReceived) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Plan plan;
    private final Plant plant;

    Yardstick(Plan plan, Plant plant) {
        this.plan = plan;
        this.plant = plant;
    }

    Result run(Started started) throws InterruptedException {
        EmbeddedStore store = EmbeddedStore.start(
                new StoreConfig.Embedded(plan.folder().resolve("yardstick-store"), 0),
                Set.of("load"),
                InstantSource.system());
        started.add(store::close);
        Plant.Load load = plant.startLoad("yardstick", started);
        store.awaitReady(PATIENCE);
        Child writer = bare(
                "BareWriter",
                started,
                store.url().toString(),
                Integer.toString(plan.signals()),
                Double.toString(plan.rowsPerSecond()),
                plan.folder().resolve("recording").toString());
        Child client = bare(
                "BareClient",
                started,
                load.opcUa(),
                Integer.toString(plan.signals()),
                Long.toString(plan.period().toMillis()));
        // Each signal tells its state when it is subscribed; what comes after that is the load.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (client.ask().path("values").asLong() <= plan.signals()) {
            load.process().mustBeAlive();
            if (System.nanoTime() > end) {
                throw new BenchException("the bare client gets no values; see the logs in " + plan.folder());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return measure(client, writer);
    }

    private Result measure(Child client, Child writer) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
        long begun = System.nanoTime();
        JsonNode before = client.ask();
        ProcessFacts clientBefore = client.facts();
        ProcessFacts writerBefore = writer.facts();
        TimeUnit.NANOSECONDS.sleep(plan.yardstickMeasured().toNanos());
        Duration measured = Duration.ofNanos(System.nanoTime() - begun);
        ProcessFacts clientAfter = client.facts();
        ProcessFacts writerAfter = writer.facts();
        JsonNode after = client.ask();
        writer.ask();
        return new Result(
                (after.path("values").asLong() - before.path("values").asLong()) * 1e9 / measured.toNanos(),
                Cost.between(clientBefore, clientAfter, measured),
                Cost.between(writerBefore, writerAfter, measured),
                Percentiles.of(after));
    }

    private Child bare(String main, Started started, String... arguments) throws InterruptedException {
        List<String> java = new ArrayList<>(Child.MEASURED_JVM);
        java.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Yardstick.class.getPackageName() + "." + main));
        java.addAll(List.of(arguments));
        Child child = Child.start(main, plan.folder(), plant.environment(), java);
        started.add(child::close);
        child.await("ready"::equals, PATIENCE);
        return child;
    }
}
