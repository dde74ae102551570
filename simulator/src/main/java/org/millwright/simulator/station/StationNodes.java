package org.millwright.simulator.station;

import static org.millwright.simulator.opcua.VariableSpec.readOnly;
import static org.millwright.simulator.opcua.VariableSpec.writable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.millwright.simulator.opcua.DataType;
import org.millwright.simulator.opcua.Folder;
import org.millwright.simulator.opcua.Variable;

/**
 * The station on the wire, below {@code Line/Station}. What the agent writes is looked at in the moment it is written,
 * so no edge is missed between two scans. Thread safe; decisions are handed out on the thread that brought them about,
 * with the lock held, so the listener must not block.
 */
public final class StationNodes {

    private final Station station;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Consumer<Decision> decisions;

    private final Variable busy;
    private final Variable partId;
    private final Variable sequence;
    private final Variable acknowledge;
    private final Variable agentAlive;
    private final Variable verdictPartId;
    private final Variable verdictSequence;
    private final Variable verdictGood;
    private final Variable verdictReady;
    private final Variable heartbeat;

    /**
     * @param line the folder of the line
     * @param clock for the source times
     * @param nanoTime for deadlines: never runs backwards
     * @param decisions told what became of each part
     */
    public StationNodes(
            Folder line, Duration deadline, InstantSource clock, LongSupplier nanoTime, Consumer<Decision> decisions) {
        this.station = new Station(deadline);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.decisions = decisions;
        Folder folder = line.folder("Station");
        this.busy = folder.variable(readOnly("Station.Busy", "Busy", DataType.BOOLEAN));
        this.partId = folder.variable(readOnly("Station.PartId", "PartId", DataType.STRING));
        this.sequence = folder.variable(readOnly("Station.Sequence", "Sequence", DataType.UINT32));
        this.acknowledge = folder.variable(readOnly("Station.Acknowledge", "Acknowledge", DataType.UINT32));
        this.agentAlive = folder.variable(readOnly("Station.AgentAlive", "AgentAlive", DataType.BOOLEAN));
        this.verdictPartId = folder.variable(writable("Station.VerdictPartId", "VerdictPartId", DataType.STRING));
        this.verdictSequence = folder.variable(writable("Station.VerdictSequence", "VerdictSequence", DataType.UINT32));
        this.verdictGood = folder.variable(writable("Station.VerdictGood", "VerdictGood", DataType.BOOLEAN));
        this.verdictReady = folder.variable(writable("Station.VerdictReady", "VerdictReady", DataType.BOOLEAN));
        this.heartbeat = folder.variable(writable("Station.Heartbeat", "Heartbeat", DataType.UINT32));
        Instant now = clock.instant();
        busy.push(false, now);
        partId.push("", now);
        sequence.push(0L, now);
        acknowledge.push(0L, now);
        agentAlive.push(false, now);
        verdictReady.onWrite(this::verdictWritten);
        heartbeat.onWrite(this::heartbeatWritten);
    }

    /** Shows a new part; one that still waits is rejected first. */
    public synchronized void partArrives(String part, long partSequence) {
        announce(station.partArrives(part, partSequence, nanoTime.getAsLong()));
        partId.push(part, clock.instant());
        sequence.push(partSequence, clock.instant());
        busy.push(true, clock.instant());
    }

    /** To be called every few milliseconds: deadlines and the agent's life are looked at here. */
    public synchronized void scan() {
        long now = nanoTime.getAsLong();
        announce(station.scan(now));
        showLife(now);
    }

    public synchronized StationCounts counts() {
        return station.counts();
    }

    private synchronized void verdictWritten() {
        boolean ready = (Boolean) verdictReady.value();
        Verdict verdict = new Verdict(
                (String) verdictPartId.value(), (Long) verdictSequence.value(), (Boolean) verdictGood.value());
        announce(station.verdict(ready, verdict, nanoTime.getAsLong()));
        if (ready) {
            acknowledge.push(station.acknowledged(), clock.instant());
        }
    }

    private synchronized void heartbeatWritten() {
        long now = nanoTime.getAsLong();
        station.heartbeat((Long) heartbeat.value(), now);
        showLife(now);
    }

    private void showLife(long now) {
        boolean alive = station.agentAlive(now);
        if (!agentAlive.value().equals(alive)) {
            agentAlive.push(alive, clock.instant());
        }
    }

    private void announce(Optional<Decision> decision) {
        if (decision.isPresent()) {
            busy.push(station.busy(), clock.instant());
            decisions.accept(decision.get());
        }
    }
}
