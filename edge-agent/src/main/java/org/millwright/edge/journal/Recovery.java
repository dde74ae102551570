package org.millwright.edge.journal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.lineprotocol.Row;
import org.millwright.edge.signal.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the books up to what is on disk when the agent starts, however its last run ended. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** What a fresh run goes on from. */
    record Recovered(
            long newest,
            long shipped,
            long waitingBytes,
            long waitingRows,
            Map<String, byte[]> marks,
            LossReports reports) {}

    private final JournalFile file;
    private final Tally tally;
    private final Ledger ledger;
    private final LineProtocol protocol;
    private final LossReports reports = new LossReports();
    private final BlockCounts waiting = new BlockCounts();
    private long waitingBytes;
    private long newest;

    Recovery(JournalFile file, Tally tally, Ledger ledger, LineProtocol protocol) {
        this.file = file;
        this.tally = tally;
        this.ledger = ledger;
        this.protocol = protocol;
    }

    Recovered recover(long nowNanos) {
        JournalFile.Contents contents = file.contents();
        contents.identities.forEach(protocol::restore);
        Snapshot snapshot = contents.snapshot == null
                ? new Snapshot(0, 0)
                : Snapshot.read(contents.snapshot, ledger, protocol, reports);
        newest = Math.max(snapshot.upTo(), snapshot.shipped());
        file.walk((sequence, bytes, counts) -> count(sequence, bytes, counts, snapshot));
        remember(snapshot.upTo());
        findMissing(nowNanos);
        return new Recovered(
                newest, snapshot.shipped(), waitingBytes, waiting.rows(), new HashMap<>(contents.marks), reports);
    }

    private void count(long sequence, long bytes, Optional<BlockCounts> counts, Snapshot snapshot) {
        newest = Math.max(newest, sequence);
        if (sequence <= snapshot.shipped()) {
            return;
        }
        // Of one that cannot be read too: it is answered for when its turn comes.
        waitingBytes += bytes;
        if (counts.isEmpty()) {
            return;
        }
        waiting.addRows(counts.get());
        if (sequence > snapshot.upTo()) {
            ledger.received(counts.get());
        }
    }

    /** The newest rows of the identities that were written to after the books. */
    private void remember(long upTo) {
        long at = upTo;
        Optional<StoredBlock> next = file.reader().read(at);
        while (next.isPresent()) {
            next.get().unpack().ifPresent(block -> {
                byte[] lines = block.lines();
                for (int start = 0, end; start < lines.length; start = end) {
                    end = Row.end(lines, start, lines.length);
                    Row.restore(protocol, lines, start, end);
                }
            });
            at = next.get().sequence();
            next = file.reader().read(at);
        }
    }

    /** What the tally saw and the books do not know of, and what the books hold for waiting and is not there. */
    private void findMissing(long nowNanos) {
        long missing = 0;
        for (int i = 0; i < protocol.size(); i++) {
            Account account = ledger.account(i);
            long unknown = Math.max(0, tally.received(i) - account.received());
            ledger.receivedAndLost(i, Loss.Reason.JOURNAL_DAMAGE, unknown);
            long gone = account.waiting() - waiting.rows(i);
            if (gone > 0) {
                ledger.lost(i, Loss.Reason.JOURNAL_DAMAGE, gone);
            } else if (gone < 0) {
                // The books themselves are older than the blocks: what is there was received.
                ledger.found(i, -gone);
            }
            long all = unknown + Math.max(0, gone);
            reports.lost(i, Loss.Reason.JOURNAL_DAMAGE, all, nowNanos);
            missing += all;
            tally.set(i, ledger.account(i).received());
        }
        long nameless = nameless();
        ledger.receivedAndLost(Journal.OTHERS, Loss.Reason.JOURNAL_DAMAGE, nameless);
        missing += nameless;
        tally.waiting(waiting.rows());
        if (missing > 0) {
            LOG.warn(
                    "the journal was damaged: {} rows that it held are lost, counted by signal as journal_damage",
                    missing);
        }
    }

    /** What the tally saw of identities that the file does not know of. */
    private long nameless() {
        long seen = 0;
        for (int i = Math.max(1, protocol.size()); i < tally.identities(); i++) {
            seen += tally.received(i);
            tally.set(i, 0);
        }
        // Of a file that knows nothing at all, what was waiting is the better figure: the rest was in the store.
        return protocol.size() == 0 ? Math.min(seen, tally.waiting()) : seen;
    }

    /** A damaged file is taken out of the way, and what can be read of it is saved into a new one. */
    static JournalFile openOrSalvage(Path path, long logBytes, Tally tally) {
        new Replacement(path).finish();
        try {
            return openSound(path, logBytes);
        } catch (JournalException e) {
            if (!e.isDamage()) {
                throw e;
            }
            LOG.warn("{}; what can be read of it is saved", e.getMessage());
            Salvage.of(path, logBytes, tally);
            return JournalFile.open(path, logBytes);
        }
    }

    private static JournalFile openSound(Path path, long logBytes) {
        JournalFile file = JournalFile.open(path, logBytes);
        try {
            file.check();
            JournalFile.Contents contents = file.contents();
            byte[] snapshot = contents.snapshot;
            if (snapshot != null) {
                Snapshot.requireReadable(snapshot, contents.identities);
            }
            file.walk((sequence, bytes, counts) -> {});
            return file;
        } catch (JournalException e) {
            file.close();
            throw e;
        }
    }
}
