package org.millwright.edge.journal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.edge.lineprotocol.LineBuffer;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.signal.Loss;

/**
 * Losses that happened here, gathered so that each identity and reason makes one row in ten seconds and not one for each
 * reading. They are in the ledger already; with the books they outlive a restart.
 *
 * <p>NOT thread safe.
 */
final class LossReports {

    private static final Duration EVERY = Duration.ofSeconds(10);
    /** The others wait for the next turn. */
    private static final int AT_ONCE = 2_000;

    private record Key(int identity, Loss.Reason reason) {}

    private static final class Report {
        long count;
        long sinceNanos;
        long untilNanos;
    }

    private final Map<Key, Report> pending = new LinkedHashMap<>();
    private long lastNanoTime = System.nanoTime() - EVERY.toNanos();
    private boolean written;

    void lost(int identity, Loss.Reason reason, long count, long nowNanos) {
        if (count <= 0) {
            return;
        }
        Report report = pending.computeIfAbsent(new Key(identity, reason), key -> {
            Report fresh = new Report();
            fresh.sinceNanos = nowNanos;
            return fresh;
        });
        report.count += count;
        report.untilNanos = nowNanos;
    }

    void lost(BlockCounts block, Loss.Reason reason, long nowNanos) {
        for (int i = 0; i < block.identities(); i++) {
            lost(i, reason, block.rows(i), nowNanos);
        }
    }

    boolean isDue() {
        return !pending.isEmpty() && System.nanoTime() - lastNanoTime >= EVERY.toNanos();
    }

    /** Writes what is due as rows. */
    void write(LineProtocol protocol, LineBuffer lines, BlockCounts counts, long nowNanos) {
        Iterator<Map.Entry<Key, Report>> reports = pending.entrySet().iterator();
        for (int i = 0; i < AT_ONCE && reports.hasNext(); i++) {
            Map.Entry<Key, Report> next = reports.next();
            Report report = next.getValue();
            counts.row(protocol.appendLoss(
                    next.getKey().identity(),
                    next.getKey().reason(),
                    report.count,
                    report.sinceNanos,
                    report.untilNanos,
                    nowNanos,
                    lines));
            reports.remove();
        }
        lastNanoTime = System.nanoTime();
        written = true;
    }

    /** Whether rows were written since the last {@link #save}: what was saved then would be told twice. */
    boolean isSavingDue() {
        return written;
    }

    void save(Varints.Writer out) {
        out.put(pending.size());
        pending.forEach((key, report) -> {
            out.put(key.identity());
            out.put(key.reason().code());
            out.put(report.count);
            out.put(report.sinceNanos);
            out.put(report.untilNanos);
        });
        written = false;
    }

    void restore(Varints.Reader in) {
        Loss.Reason[] reasons = Loss.Reason.values();
        for (int left = in.takeInt(); left > 0; left--) {
            Key key = new Key(in.takeInt(), reasons[in.takeInt()]);
            Report report = new Report();
            report.count = in.take();
            report.sinceNanos = in.take();
            report.untilNanos = in.take();
            pending.put(key, report);
        }
    }
}
