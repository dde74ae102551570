package org.millwright.edge.web;

import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.web.AgentStatus.InspectionState;
import org.millwright.edge.web.AgentStatus.Latency;
import org.millwright.edge.web.AgentStatus.QueueState;
import org.millwright.edge.web.AgentStatus.SourceState;

/** What {@code /metrics} tells. Labels are names from the configuration, so their number is bounded. */
final class Metrics {

    private static final double MILLIS_PER_SECOND = 1_000;

    private Metrics() {}

    static String text(AgentStatus status) {
        MetricFamilies metrics = new MetricFamilies();
        process(metrics, status);
        sources(metrics, status.sources());
        status.queues().forEach(queue -> queue(metrics, queue));
        sink(metrics, status.sink());
        journal(metrics, status.journal());
        ledger(metrics, status.ledger());
        status.inspections().forEach(inspection -> inspection(metrics, inspection));
        status.prognoses().forEach(prognosis -> prognosis(metrics, prognosis));
        status.conditions().ifPresent(conditions -> ConditionReport.metrics(metrics, conditions));
        Stream.concat(
                        status.prognoses().stream().flatMap(prognosis -> prognosis.seat().stream()),
                        status.diagnoses().stream().map(DiagnosisStatus::seat))
                .distinct()
                .forEach(seat -> ModelReport.metrics(metrics, seat));
        status.vibrations().forEach(vibration -> VibrationReport.metrics(metrics, vibration));
        status.diagnoses().forEach(diagnosis -> DiagnosisReport.metrics(metrics, diagnosis));
        status.disk().ifPresent(disk -> DiskReport.metrics(metrics, disk));
        return metrics.text();
    }

    private static void process(MetricFamilies metrics, AgentStatus status) {
        AgentStatus.ProcessState process = status.process();
        metrics.gauge(
                "millwright_healthy",
                "1 when data is fresh and reaches the store",
                Health.of(status).ok() ? 1 : 0);
        metrics.gauge("millwright_build", "1, with the version that runs", 1, "version", process.version());
        Duration uptime = Duration.between(process.startedAt(), status.at());
        metrics.gauge("millwright_uptime_seconds", "Time since the start", seconds(uptime));
        metrics.gauge(
                "millwright_resident_memory_bytes", "Memory as the system counts it", (double) process.rssBytes());
        metrics.gauge("millwright_cpu_cores", "Processor load, 1 being one core fully used", process.cpuCores());
        metrics.gauge("millwright_signals", "Signals seen", status.signals().seen());
        process.timeToFirstValue()
                .ifPresent(time -> metrics.gauge(
                        "millwright_time_to_first_value_seconds",
                        "From the start to the first reading",
                        seconds(time)));
    }

    private static void sources(MetricFamilies metrics, List<SourceState> sources) {
        for (SourceState source : sources) {
            boolean up = source.status() instanceof SourceStatus.Up;
            metrics.gauge("millwright_source_up", "1 while connected", up ? 1 : 0, "source", source.name());
            source.clockOffset()
                    .ifPresent(offset -> metrics.gauge(
                            "millwright_source_clock_offset_seconds",
                            "The source's clock minus the gateway's",
                            offset.toNanos() / 1e9,
                            "source",
                            source.name()));
            source.faults()
                    .forEach((reason, count) -> metrics.counter(
                            "millwright_source_faults",
                            "What went wrong at a source, by reason",
                            count,
                            "source",
                            source.name(),
                            "reason",
                            reason));
        }
    }

    private static void queue(MetricFamilies metrics, QueueState queue) {
        String name = queue.name();
        metrics.counter("millwright_queue_published", "Put in", queue.counts().published(), "queue", name);
        metrics.counter(
                "millwright_queue_delivered", "Taken out", queue.counts().delivered(), "queue", name);
        String help = "Dropped, by reason; published = delivered + dropped + waiting";
        metrics.counter(
                "millwright_queue_dropped", help, queue.counts().overflowed(), "queue", name, "reason", "overflow");
        metrics.counter(
                "millwright_queue_dropped", help, queue.counts().afterClose(), "queue", name, "reason", "after-close");
        metrics.gauge("millwright_queue_waiting", "In the queue", queue.counts().waiting(), "queue", name);
        metrics.gauge("millwright_queue_capacity", "The most that can wait", queue.capacity(), "queue", name);
    }

    private static void sink(MetricFamilies metrics, AgentStatus.SinkState sink) {
        metrics.counter("millwright_store_received", "Events on their way to the store", sink.received());
        metrics.counter("millwright_store_stored", "Rows that the store acknowledged", sink.stored());
        metrics.counter("millwright_store_refused", "Rows that the store would not take", sink.refused());
        metrics.counter("millwright_store_duplicates", "Rows that were sent again", sink.duplicates());
        metrics.gauge("millwright_store_waiting", "Rows not acknowledged yet", (double) sink.waiting());
        metrics.gauge(
                "millwright_store_up", "1 while rows are stored", sink.trouble().isEmpty() ? 1 : 0);
    }

    private static void journal(MetricFamilies metrics, AgentStatus.JournalState journal) {
        metrics.gauge("millwright_journal_waiting_bytes", "Compressed rows on disk that wait for the store", (double)
                journal.waitingBytes());
        metrics.gauge("millwright_journal_quota_bytes", "The most that may wait", (double) journal.quotaBytes());
        metrics.gauge("millwright_journal_queued", "Events not on disk yet", journal.queued());
        metrics.gauge(
                "millwright_journal_up",
                "1 while it can be written",
                journal.trouble().isEmpty() ? 1 : 0);
    }

    private static void ledger(MetricFamilies metrics, AgentStatus.LedgerState ledger) {
        AgentStatus.AccountState total = ledger.total();
        metrics.counter(
                "millwright_ledger_received",
                "Everything ever received; received = stored + waiting + repeated + lost",
                total.received());
        metrics.counter("millwright_ledger_stored", "… that the store has", total.stored());
        metrics.gauge("millwright_ledger_waiting", "… that waits in the journal", (double) total.waiting());
        metrics.counter("millwright_ledger_repeated", "… that repeated what was there", total.repeated());
        total.lost()
                .forEach((reason, count) -> metrics.counter(
                        "millwright_ledger_lost", "… that is lost, by reason", count, "reason", reason));
        for (AgentStatus.AccountState account : ledger.losses()) {
            account.lost()
                    .forEach((reason, count) -> metrics.counter(
                            "millwright_signal_lost",
                            "What is lost of a signal, by reason; the first hundred signals that lost any",
                            count,
                            "table",
                            account.table(),
                            "machine",
                            account.machine(),
                            "signal",
                            account.signal(),
                            "reason",
                            reason));
        }
    }

    private static void inspection(MetricFamilies metrics, InspectionState inspection) {
        String station = inspection.station();
        String help = "Parts inspected, by result";
        metrics.counter("millwright_verdicts", help, inspection.good(), "station", station, "result", "good");
        metrics.counter("millwright_verdicts", help, inspection.defect(), "station", station, "result", "defect");
        metrics.counter("millwright_verdicts", help, inspection.uncertain(), "station", station, "result", "uncertain");
        metrics.counter(
                "millwright_verdicts_late", "Verdicts after the deadline", inspection.late(), "station", station);
        latency(metrics, "millwright_verdict_from_arrival_seconds", inspection.arrivalToVerdict(), station);
        latency(metrics, "millwright_verdict_from_source_seconds", inspection.sourceToVerdict(), station);
        VisionReport.metrics(metrics, station, inspection.vision());
    }

    private static void latency(MetricFamilies metrics, String name, Latency latency, String station) {
        Quantiles quantiles = latency.count() == 0
                ? Quantiles.EMPTY
                : Quantiles.of(
                        new Quantile(0.5, latency.p50Millis() / MILLIS_PER_SECOND),
                        new Quantile(0.99, latency.p99Millis() / MILLIS_PER_SECOND),
                        new Quantile(0.999, latency.p999Millis() / MILLIS_PER_SECOND));
        metrics.summary(name, "Time to the verdict", latency.count(), quantiles, "station", station);
    }

    private static void prognosis(MetricFamilies metrics, AgentStatus.PrognosisState state) {
        state.last().ifPresent(prognosis -> {
            metrics.gauge(
                    "millwright_remaining_life",
                    "Estimated remaining life, in the unit of the model",
                    prognosis.remainingLife(),
                    "machine",
                    state.machine(),
                    "unit",
                    prognosis.lifeUnit());
            for (Prognosis.Health health : Prognosis.Health.values()) {
                metrics.gauge(
                        "millwright_machine_health",
                        "1 for the NAMUR NE 107 state that the machine is in",
                        health == prognosis.health() ? 1 : 0,
                        "machine",
                        state.machine(),
                        "state",
                        health.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        });
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
