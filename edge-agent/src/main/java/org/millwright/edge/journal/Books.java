package org.millwright.edge.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.millwright.edge.lineprotocol.Identity;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.lineprotocol.Row;
import org.millwright.edge.signal.Loss;

/**
 * Everything that is counted about the journal, and how the counts get onto the disk with what they count.
 *
 * <p>Written by the journal's thread; what returns accounts, letters or bytes may be asked by any.
 */
final class Books {

    /** Between two writings of the whole of it; until the next one a restart sends again what was done with. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final int LETTERS_SHOWN = 20;

    private final LineProtocol protocol;
    private final Ledger ledger;
    private final Tally tally;
    private final LossReports reports;
    private final AtomicLong waitingBytes;
    private final ArrayDeque<DeadLetter> letters = new ArrayDeque<>();
    /** By number; only of identities that are on disk. */
    private final List<String> names = new ArrayList<>();

    private long newest;
    private long done;
    private long waitingRows;
    private int knownIdentities;
    private boolean changed;
    private long writtenNanoTime = System.nanoTime();

    /** @param knownIdentities how many of the protocol's are in the file */
    Books(
            LineProtocol protocol,
            int knownIdentities,
            Ledger ledger,
            Tally tally,
            Recovery.Recovered found,
            List<DeadLetter> newestLetters) {
        this.protocol = protocol;
        this.knownIdentities = knownIdentities;
        this.ledger = ledger;
        this.tally = tally;
        reports = found.reports();
        newest = found.newest();
        done = found.shipped();
        waitingRows = found.waitingRows();
        waitingBytes = new AtomicLong(found.waitingBytes());
        newestLetters.stream().limit(LETTERS_SHOWN).forEach(letters::addLast);
        for (int i = 0; i < protocol.size(); i++) {
            names.add(protocol.identity(i));
        }
    }

    long newest() {
        return newest;
    }

    long done() {
        return done;
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    LossReports reports() {
        return reports;
    }

    /** What the sink says of the blocks that it took. */
    void answered(List<Outbox.Done> answers, Commit commit, long now) {
        for (Outbox.Done answer : answers) {
            for (BlockCounts stored : answer.stored()) {
                ledger.stored(stored);
                waitingRows -= stored.rows();
            }
            for (BlockCounts damaged : answer.damaged()) {
                lost(damaged, Loss.Reason.JOURNAL_DAMAGE, now);
            }
            for (DeadLetter letter : answer.refused()) {
                int identity = protocol.number(Row.identity(letter.line()), Journal.OTHERS);
                ledger.refused(identity);
                reports.lost(identity, Loss.Reason.REFUSED, 1, now);
            }
            commit.deadLetters.addAll(answer.refused());
            show(answer.refused());
            done = answer.upTo();
            waitingBytes.addAndGet(-answer.bytes());
            changed = true;
        }
        if (!commit.deadLetters.isEmpty()) {
            // The letters and the books that count them belong together.
            put(commit);
        }
    }

    private void lost(BlockCounts block, Loss.Reason reason, long now) {
        ledger.lost(block, reason);
        reports.lost(block, reason, now);
        waitingRows -= block.rows();
    }

    /** Blocks that make room for newer ones. */
    void dropped(JournalReader.Oldest oldest, Commit commit, long now) {
        commit.dropFrom = oldest.from();
        commit.dropTo = oldest.to();
        lost(oldest.counts(), Loss.Reason.QUOTA, now);
        waitingBytes.addAndGet(-oldest.bytes());
        // With the blocks in one transaction, or a restart would not know that they were there.
        put(commit);
    }

    /** Of the blocks that wait only these are left: whatever else is held for waiting is lost. */
    void mended(Salvage.Saved saved, Outbox.Held held, long now) {
        for (int i = 0; i < protocol.size(); i++) {
            long gone = ledger.account(i).waiting()
                    - saved.counts().rows(i)
                    - held.counts().rows(i);
            if (gone > 0) {
                ledger.lost(i, Loss.Reason.JOURNAL_DAMAGE, gone);
                reports.lost(i, Loss.Reason.JOURNAL_DAMAGE, gone, now);
            } else {
                ledger.found(i, -gone);
            }
        }
        waitingRows = (long) saved.counts().rows() + held.counts().rows();
        waitingBytes.set(saved.bytes() + held.bytes());
    }

    private void show(List<DeadLetter> refused) {
        synchronized (letters) {
            refused.forEach(letters::addFirst);
            while (letters.size() > LETTERS_SHOWN) {
                letters.removeLast();
            }
        }
    }

    void putIfDue(Commit commit) {
        if (reports.isSavingDue() || (changed && System.nanoTime() - writtenNanoTime >= EVERY.toNanos())) {
            put(commit);
        }
    }

    /** As they stand before the block of this commit. */
    void put(Commit commit) {
        commit.snapshot = Snapshot.write(newest, done, ledger, protocol, reports);
        commit.deleteUpTo = done;
    }

    void putIdentities(Commit commit) {
        commit.firstIdentity = knownIdentities;
        for (int i = knownIdentities; i < protocol.size(); i++) {
            commit.identities.add(protocol.identity(i));
        }
    }

    /** The commit is on disk. */
    void committed(Commit commit, BlockCounts counts) {
        knownIdentities += commit.identities.size();
        synchronized (names) {
            int known = Math.max(0, names.size() - commit.firstIdentity);
            names.addAll(commit.identities.subList(known, commit.identities.size()));
        }
        StoredBlock block = commit.block;
        if (block != null) {
            newest = block.sequence();
            ledger.received(counts);
            ledger.tell(counts, tally);
            waitingBytes.addAndGet(block.bytes());
            waitingRows += block.rows();
            changed = true;
        }
        tally.waiting(waitingRows);
        if (commit.snapshot != null) {
            changed = block != null;
            writtenNanoTime = System.nanoTime();
        }
    }

    Account total() {
        return ledger.total();
    }

    List<DeadLetter> letters() {
        synchronized (letters) {
            return List.copyOf(letters);
        }
    }

    List<SignalAccount> accounts() {
        int size;
        synchronized (names) {
            size = names.size();
        }
        List<SignalAccount> accounts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            accounts.add(account(i));
        }
        return accounts;
    }

    /** Of the first identities of which something is missing. */
    List<SignalAccount> accountsWithLosses(int most) {
        return ledger.withLosses(most).stream().map(this::account).toList();
    }

    private SignalAccount account(int number) {
        String name;
        synchronized (names) {
            // What was just now counted may not be on disk yet, and has no name before it is.
            name = number < names.size() ? names.get(number) : names.getFirst();
        }
        return new SignalAccount(Identity.parse(name), ledger.account(number));
    }
}
