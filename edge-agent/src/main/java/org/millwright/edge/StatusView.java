package org.millwright.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.CameraSourceConfig;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.SourceConfig;
import org.millwright.edge.inference.AdvisoryLoop;
import org.millwright.edge.inference.ConditionLoop;
import org.millwright.edge.inference.DiagnosisLoop;
import org.millwright.edge.inference.InspectionStatus;
import org.millwright.edge.inference.PrognosisLoop;
import org.millwright.edge.inference.PrognosisStatus;
import org.millwright.edge.inference.VibrationLoop;
import org.millwright.edge.journal.Account;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.journal.JournalStatus;
import org.millwright.edge.journal.SignalAccount;
import org.millwright.edge.lineprotocol.Identity;
import org.millwright.edge.output.ReleaseStatus;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.sink.InfluxSink;
import org.millwright.edge.sink.SinkStatus;
import org.millwright.edge.store.EmbeddedStore;
import org.millwright.edge.store.StoreDisk;
import org.millwright.edge.store.StoreStatus;
import org.millwright.edge.web.AgentStatus;
import org.millwright.edge.web.DiskState;
import org.millwright.edge.web.LiveValues;
import org.millwright.edge.web.VisionState;
import org.millwright.hardware.gateway.ProcessFacts;

/** Looks at every part of the running agent and says how it is, as one {@link AgentStatus}. Any thread. */
record StatusView(
        AgentConfig config,
        InstantSource clock,
        Instant startedAt,
        Bus<Event> bus,
        Sources sources,
        Inspections inspections,
        List<PrognosisLoop> prognoses,
        Optional<ConditionLoop> conditions,
        Optional<VibrationLoop> vibrations,
        List<DiagnosisLoop> diagnoses,
        AdvisoryLoop advisories,
        Journal journal,
        OwnClock ownClock,
        InfluxSink sink,
        Optional<EmbeddedStore> store,
        LiveValues liveValues,
        CpuLoad cpuLoad) {

    private static final String VERSION = Optional.ofNullable(
                    StatusView.class.getPackage().getImplementationVersion())
            .orElse("development");

    private static final int MOST_ACCOUNTS = 100;

    /** A machine that runs changes some value within this. */
    private static final Duration SILENT_AFTER = Duration.ofMinutes(1);

    AgentStatus look() {
        return new AgentStatus(
                config.site(),
                clock.instant(),
                process(),
                sources.all().stream().map(this::source).toList(),
                queues(),
                sinkState(),
                journalState(),
                ledger(),
                inspections.lines().stream().map(StatusView::inspection).toList(),
                prognoses.stream().flatMap(this::prognosis).toList(),
                conditions.map(ConditionLoop::status),
                advisories.list(),
                vibrations.map(VibrationLoop::status).orElse(List.of()),
                diagnoses.stream().flatMap(loop -> loop.status().stream()).toList(),
                liveValues.snapshot(),
                store.map(own -> disk(own.disk())));
    }

    private static DiskState disk(StoreDisk disk) {
        return new DiskState(
                disk.freeBytes(),
                disk.floorBytes(),
                disk.expired().stream()
                        .map(one ->
                                new DiskState.Expired(one.table(), one.because().word(), one.rows()))
                        .toList(),
                disk.trouble());
    }

    private AgentStatus.ProcessState process() {
        ProcessFacts facts = ProcessFacts.ofSelf();
        return new AgentStatus.ProcessState(
                VERSION,
                startedAt,
                facts.rssMiB() << 20,
                cpuLoad.since(facts.cpu()),
                liveValues.firstValue().map(first -> Duration.between(startedAt, first)),
                ownClock.trouble());
    }

    private AgentStatus.SourceState source(Sources.Feed feed) {
        Set<String> machines = feed.machines().stream().map(Machine::name).collect(Collectors.toSet());
        return new AgentStatus.SourceState(
                feed.source().name(),
                kind(feed.config()),
                feed.source().status(),
                feed.config() instanceof CameraSourceConfig camera
                        ? lastPicture(camera.name())
                        : liveValues.lastReceived(machines),
                silentAfter(feed.config()),
                feed.source().faults(),
                feed.source().clockOffset());
    }

    /**
     * A camera is silent while the line stands; of machines that a topic names we do not know which to expect; of waveforms
     * alone we do not know how often.
     */
    private static Optional<Duration> silentAfter(SourceConfig config) {
        return switch (config) {
            case OpcUaSourceConfig plc ->
                plc.signals().isEmpty() && plc.browse().isEmpty() ? Optional.empty() : Optional.of(SILENT_AFTER);
            case MqttSourceConfig broker ->
                (broker.signals().isEmpty() && !broker.waveforms().isEmpty())
                                || broker.signals().stream()
                                        .anyMatch(signal -> signal.topic().contains("{machine}"))
                        ? Optional.empty()
                        : Optional.of(SILENT_AFTER);
            case CameraSourceConfig camera -> Optional.empty();
        };
    }

    private Optional<Instant> lastPicture(String camera) {
        return inspections.lines().stream()
                .filter(line -> line.config().camera().equals(camera))
                .map(line -> line.loop().status())
                .flatMap(status -> status.last().stream())
                .map(verdict -> Instant.ofEpochSecond(0, verdict.receivedNanos()))
                .max(Instant::compareTo);
    }

    private static AgentStatus.SourceKind kind(SourceConfig config) {
        return switch (config) {
            case OpcUaSourceConfig plc -> AgentStatus.SourceKind.OPC_UA;
            case MqttSourceConfig broker -> AgentStatus.SourceKind.MQTT;
            case CameraSourceConfig camera -> AgentStatus.SourceKind.CAMERA;
        };
    }

    private List<AgentStatus.QueueState> queues() {
        return Stream.concat(
                        bus.subscriptions().stream(),
                        Stream.concat(
                                sources.allFrames().stream().flatMap(frames -> frames.subscriptions().stream()),
                                inspections.lines().stream()
                                        .map(line -> line.loop().afterwards())))
                .map(AgentStatus.QueueState::of)
                .toList();
    }

    private AgentStatus.SinkState sinkState() {
        SinkStatus status = sink.status();
        JournalStatus kept = journal.status();
        Account total = kept.total();
        return new AgentStatus.SinkState(
                total.received(),
                total.stored(),
                total.lostByReason().getOrDefault(Loss.Reason.REFUSED, 0L),
                total.repeated(),
                total.waiting(),
                AgentStatus.Latency.of(status.sourceToStored()),
                AgentStatus.Latency.of(status.receivedToStored()),
                storeTrouble(status),
                kept.deadLetters().stream()
                        .map(letter -> new AgentStatus.Refusal(letter.at(), letter.line(), letter.reason()))
                        .toList());
    }

    private AgentStatus.JournalState journalState() {
        JournalStatus kept = journal.status();
        return new AgentStatus.JournalState(
                kept.waitingBytes(),
                kept.quotaBytes(),
                kept.queued(),
                kept.lineBytes(),
                kept.compressedBytes(),
                kept.cpu(),
                kept.late(),
                kept.withoutValue(),
                kept.trouble());
    }

    /** All of them are a megabyte at 10,000 signals, so they are asked for by themselves. */
    List<AgentStatus.AccountState> accounts() {
        return journal.accounts().stream().map(StatusView::account).toList();
    }

    private AgentStatus.LedgerState ledger() {
        Account total = journal.status().total();
        return new AgentStatus.LedgerState(
                account(new SignalAccount(new Identity("", Map.of()), total)),
                journal.accountsWithLosses(MOST_ACCOUNTS).stream()
                        .map(StatusView::account)
                        .toList());
    }

    private static AgentStatus.AccountState account(SignalAccount one) {
        Map<String, Long> lost = new TreeMap<>();
        one.account()
                .lostByReason()
                .forEach((reason, count) -> lost.put(reason.name().toLowerCase(Locale.ROOT), count));
        return new AgentStatus.AccountState(
                one.identity().measurement(),
                one.identity().tag("machine"),
                one.identity().tag("signal"),
                one.account().received(),
                one.account().stored(),
                one.account().waiting(),
                one.account().repeated(),
                lost);
    }

    private Optional<String> storeTrouble(SinkStatus status) {
        Optional<String> own = store.map(EmbeddedStore::status).flatMap(state -> switch (state) {
            case StoreStatus.Restarting restarting -> Optional.of(restarting.because());
            case StoreStatus.Starting starting ->
                status.link() instanceof SinkStatus.Link.Retrying
                        ? Optional.of("the embedded store is starting, rows wait in the journal")
                        : Optional.empty();
            case StoreStatus.Up up -> Optional.empty();
            case StoreStatus.Stopped stopped -> Optional.empty();
        });
        return own.or(() -> store.flatMap(embedded -> embedded.disk().refusing()))
                .or(() -> status.link() instanceof SinkStatus.Link.Retrying retrying
                        ? Optional.of(retrying.because())
                        : Optional.empty());
    }

    private static AgentStatus.InspectionState inspection(Inspections.Line line) {
        InspectionStatus status = line.loop().status();
        return new AgentStatus.InspectionState(
                status.station().name(),
                status.last(),
                status.good(),
                status.defect(),
                status.uncertain(),
                status.late(),
                AgentStatus.Latency.of(status.arrivalToVerdict()),
                AgentStatus.Latency.of(status.captureToVerdict()),
                line.release().map(output -> inWords(output.status())).orElse(""),
                status.modelFault().isEmpty() ? Optional.empty() : Optional.of(status.modelFault()),
                new VisionState(
                        status.variant(),
                        status.note(),
                        line.afterwards().status(),
                        line.pictures().counts()));
    }

    private static String inWords(ReleaseStatus release) {
        if (!release.connected()) {
            return "not connected to the plant";
        }
        String state = release.busy() ? "part " + release.part() + " in the station" : "waiting for a part";
        return (release.alive() ? state : "no heartbeat: " + state)
                + (release.last().isEmpty() ? "" : "; last: " + release.last());
    }

    private Stream<AgentStatus.PrognosisState> prognosis(PrognosisLoop loop) {
        PrognosisStatus status = loop.status();
        Map<Machine, Prognosis> last = new HashMap<>();
        status.last().forEach(prognosis -> last.put(prognosis.machine(), prognosis));
        Optional<String> trouble = status.modelFault().isEmpty() ? Optional.empty() : Optional.of(status.modelFault());
        return status.machines().stream()
                .map(machine -> new AgentStatus.PrognosisState(
                        machine.name(),
                        Optional.ofNullable(last.get(machine)),
                        trouble,
                        status.note(),
                        Optional.of(status.seat())));
    }
}
