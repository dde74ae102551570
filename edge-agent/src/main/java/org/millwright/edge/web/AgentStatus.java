package org.millwright.edge.web;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.inference.ConditionStatus;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.inference.VibrationStatus;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.source.SourceStatus;

/**
 * Everything the page, {@code /metrics} and {@code /health} show, at one instant. The composition root makes one when
 * asked, at most four a second.
 */
public record AgentStatus(
        SitePath site,
        Instant at,
        ProcessState process,
        List<SourceState> sources,
        List<QueueState> queues,
        SinkState sink,
        JournalState journal,
        LedgerState ledger,
        List<InspectionState> inspections,
        List<PrognosisState> prognoses,
        Optional<ConditionStatus> conditions,
        List<Advisory> advisories,
        List<VibrationStatus> vibrations,
        List<DiagnosisStatus> diagnoses,
        SignalsState signals,
        Optional<DiskState> disk) {

    public AgentStatus {
        requireNonNull(site, "site is null");
        requireNonNull(at, "at is null");
        requireNonNull(process, "process is null");
        sources = List.copyOf(sources);
        queues = List.copyOf(queues);
        requireNonNull(sink, "sink is null");
        requireNonNull(journal, "journal is null");
        requireNonNull(ledger, "ledger is null");
        inspections = List.copyOf(inspections);
        prognoses = List.copyOf(prognoses);
        advisories = List.copyOf(advisories);
        vibrations = List.copyOf(vibrations);
        diagnoses = List.copyOf(diagnoses);
        requireNonNull(signals, "signals is null");
    }

    /**
     * @param rssBytes resident memory; 0 where the operating system does not say
     * @param cpuCores average load since the last look, 1 being one core fully used
     * @param timeToFirstValue from the start to the first reading; empty while there is none
     * @param clock what happened to the gateway's clock lately, in words
     */
    public record ProcessState(
            String version,
            Instant startedAt,
            long rssBytes,
            double cpuCores,
            Optional<Duration> timeToFirstValue,
            Optional<String> clock) {}

    public enum SourceKind {
        OPC_UA,
        MQTT,
        CAMERA
    }

    /**
     * @param lastData when something last arrived; empty while nothing has
     * @param silentAfter how long a source may be up and silent before that is a fault; empty where silence is normal
     * @param faults by reason, since the start
     * @param clockOffset the source's clock minus the gateway's; empty where it is not known
     */
    public record SourceState(
            String name,
            SourceKind kind,
            SourceStatus status,
            Optional<Instant> lastData,
            Optional<Duration> silentAfter,
            Map<String, Long> faults,
            Optional<Duration> clockOffset) {
        public SourceState {
            faults = Map.copyOf(faults);
        }
    }

    public record QueueState(String name, int capacity, Subscription.Counts counts) {
        public static QueueState of(Subscription<?> subscription) {
            return new QueueState(subscription.name(), subscription.capacity(), subscription.counts());
        }
    }

    /**
     * The way to the store.
     *
     * @param received on disk here, ever: see {@link LedgerState}
     * @param waiting … and not yet acknowledged by the store
     * @param sourceToStored from a reading's source timestamp to the store's answer, over the last half minute
     * @param receivedToStored from a reading's arrival here to the store's answer, over the last half minute
     * @param trouble why nothing is stored at the moment; empty when all is well
     * @param lastRefusals the newest first, a handful
     */
    public record SinkState(
            long received,
            long stored,
            long refused,
            long duplicates,
            long waiting,
            Latency sourceToStored,
            Latency receivedToStored,
            Optional<String> trouble,
            List<Refusal> lastRefusals) {
        public SinkState {
            lastRefusals = List.copyOf(lastRefusals);
        }
    }

    /**
     * What is kept on disk until the store has it.
     *
     * @param waitingBytes compressed rows that the store does not have yet
     * @param queued events that are not on disk yet
     * @param lineBytes of line protocol put away since the start, before compression
     * @param compressedBytes the same, compressed
     * @param cpu that putting away took since the start
     * @param late readings from before the rows remembered for their signal, since the start
     * @param withoutValue readings without a value, since the start
     * @param trouble why nothing can be put away; empty when all is well
     */
    public record JournalState(
            long waitingBytes,
            long quotaBytes,
            int queued,
            long lineBytes,
            long compressedBytes,
            Duration cpu,
            long late,
            long withoutValue,
            Optional<String> trouble) {}

    /**
     * Where everything went that was ever received; kept over restarts.
     *
     * <p>received = stored + waiting + repeated + lost.
     *
     * @param losses the signals of which something is missing, a bounded part of them
     */
    public record LedgerState(AccountState total, List<AccountState> losses) {
        public LedgerState {
            losses = List.copyOf(losses);
        }
    }

    /**
     * One account of the ledger.
     *
     * @param signal empty for verdicts and prognoses, and where it is not known which of a machine's
     * @param lost by reason; only those that there are some of
     */
    public record AccountState(
            String table,
            String machine,
            String signal,
            long received,
            long stored,
            long waiting,
            long repeated,
            Map<String, Long> lost) {
        public AccountState {
            lost = Map.copyOf(lost);
        }
    }

    /** A row that the store would not take. */
    public record Refusal(Instant at, String row, String reason) {}

    /** Percentiles in milliseconds over {@code count} samples; NaN where there is none. */
    public record Latency(long count, double p50Millis, double p99Millis, double p999Millis) {

        public static final Latency NONE = new Latency(0, Double.NaN, Double.NaN, Double.NaN);

        public static Latency of(org.millwright.edge.latency.Latency measured) {
            return measured.count() == 0
                    ? NONE
                    : new Latency(
                            measured.count(),
                            measured.p50().toNanos() / 1e6,
                            measured.p99().toNanos() / 1e6,
                            measured.p999().toNanos() / 1e6);
        }
    }

    /**
     * @param late verdicts after the deadline
     * @param release how the handshake with the PLC stands, in words; empty where parts are not released by the agent
     * @param trouble why there are no verdicts, or they do not reach the PLC; empty when all is well
     * @param vision its models and the pictures that it keeps
     */
    public record InspectionState(
            String station,
            Optional<Verdict> last,
            long good,
            long defect,
            long uncertain,
            long late,
            Latency arrivalToVerdict,
            Latency sourceToVerdict,
            String release,
            Optional<String> trouble,
            VisionState vision) {

        /** Of a station of which nothing else is known. */
        public InspectionState(
                String station,
                Optional<Verdict> last,
                long good,
                long defect,
                long uncertain,
                long late,
                Latency arrivalToVerdict,
                Latency sourceToVerdict,
                String release,
                Optional<String> trouble) {
            this(
                    station,
                    last,
                    good,
                    defect,
                    uncertain,
                    late,
                    arrivalToVerdict,
                    sourceToVerdict,
                    release,
                    trouble,
                    VisionState.NONE);
        }
    }

    /**
     * @param trouble why there is no prognosis; empty when all is well
     * @param note what else should be known of the model; empty when all is well
     * @param seat the life of its model, which machines of one kind share; empty where it is not known
     */
    public record PrognosisState(
            String machine,
            Optional<Prognosis> last,
            Optional<String> trouble,
            String note,
            Optional<SeatStatus> seat) {

        /** Of a machine of which nothing else is known. */
        public PrognosisState(String machine, Optional<Prognosis> last, Optional<String> trouble) {
            this(machine, last, trouble, "", Optional.empty());
        }
    }

    /** @param seen how many signals there are; {@code shown} is a bounded part of them */
    public record SignalsState(int seen, List<SignalState> shown) {
        public SignalsState {
            shown = List.copyOf(shown);
        }
    }

    /**
     * @param received when the newest value arrived
     * @param trend one value a second, oldest first; NaN where there was none; owned by the record, never changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, made anew for each snapshot.
    public record SignalState(Signal signal, Value value, Quality quality, Instant received, double[] trend) {}
}
