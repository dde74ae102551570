package org.millwright.edge.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts everything that comes in on disk, a group at a time, and only then tells its senders.
 *
 * <p>One thread of its own encodes, compresses and commits; the {@link #outbox} hands the blocks on, oldest first. A
 * disk that refuses is tried again for ever, with the same group: meanwhile the inbox fills, and then senders are told
 * that there is no room.
 */
public final class Journal implements Intake, AutoCloseable {

    /** A block that claims to be larger is damaged. */
    static final int MOST_BLOCK_BYTES = 256 * 1024 * 1024;

    /** The identity for what cannot be told by identity. */
    static final int OTHERS = 0;

    private static final String OTHERS_NAME = "other";

    /** A second and a half of 100,000 values a second: a tenth of the agent's heap. */
    private static final long INBOX_BYTES = 16L << 20;

    private static final int BLOCK_EVENTS = 20_000;
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Of the quota, that is given up at once when it is reached: each time the books are written too. */
    private static final int DROPPED_SHARE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalConfig config;
    private final InstantSource clock;
    private final LineProtocol protocol = new LineProtocol();
    private final BlockWriter rows = new BlockWriter(protocol);
    private final StoredBlock.Packer packer = new StoredBlock.Packer();
    private final Tally tally;
    private final PatientFile disk;
    private final Books books;
    private final Outbox outbox;
    private final Inbox inbox = new Inbox(INBOX_BYTES);
    private final Map<String, byte[]> marks = new ConcurrentHashMap<>();
    private final Map<Whose, LongAdder> overflowed = new ConcurrentHashMap<>();
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong lineBytes = new AtomicLong();
    private final AtomicLong compressedBytes = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch flushed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Opens the journal and brings its books up to date; a damaged one is saved as far as it goes.
     *
     * @throws JournalException in one sentence where the folder cannot be used
     */
    public static Journal open(JournalConfig config, InstantSource clock) {
        try {
            Files.createDirectories(config.folder());
        } catch (IOException e) {
            throw new JournalException(
                    "journal folder " + config.folder() + " cannot be made (" + e + "): give the agent the right to",
                    e);
        }
        return new Journal(config, clock, JournalFile.LOG_BYTES);
    }

    /** @param logBytes how long the write-ahead log may get before it is brought into the file */
    Journal(JournalConfig config, InstantSource clock, long logBytes) {
        this.config = config;
        this.clock = clock;
        Path path = config.folder().resolve("journal.db");
        tally = new Tally(config.folder().resolve("journal.tally"));
        JournalFile file = Recovery.openOrSalvage(path, logBytes, tally);
        Ledger ledger = new Ledger();
        Recovery.Recovered found = new Recovery(file, tally, ledger, protocol).recover(nowNanos());
        int known = protocol.size();
        protocol.number(OTHERS_NAME);
        books = new Books(protocol, known, ledger, tally, found, file.reader().deadLetters(20));
        marks.putAll(found.marks());
        outbox = new Outbox(file.reader(), books.done(), books.newest());
        Mending mending = new Mending(path, logBytes, protocol, books, outbox, marks, this::nowNanos);
        disk = new PatientFile(file, mending, config.folder(), closing);
        thread = Thread.ofPlatform().name("journal").unstarted(this::run);
    }

    static LineProtocol freshProtocol() {
        LineProtocol protocol = new LineProtocol();
        protocol.number(OTHERS_NAME);
        return protocol;
    }

    public void start() {
        thread.start();
    }

    public Outbox outbox() {
        return outbox;
    }

    @Override
    public boolean offer(Parcel parcel, Duration patience) throws InterruptedException {
        return inbox.offer(parcel, patience);
    }

    @Override
    public void lost(Parcel parcel) {
        for (Event event : parcel.events()) {
            overflowed
                    .computeIfAbsent(Whose.of(event), whose -> new LongAdder())
                    .increment();
        }
    }

    @Override
    public Optional<byte[]> mark(String key) {
        return Optional.ofNullable(marks.get(key));
    }

    private void run() {
        boolean whole = true;
        try {
            while (whole && !inbox.isDrained()) {
                whole = write(inbox.take(BLOCK_EVENTS, config.commitEvery(), TICK));
            }
            flushed.countDown();
            while (whole && !closing.await(100, TimeUnit.MILLISECONDS)) {
                whole = write(List.of());
            }
            if (whole) {
                writeBooks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            disk.broke(e);
            throw e;
        } finally {
            flushed.countDown();
        }
    }

    /** False when it was given up: then the books say what the disk does not, and must not be written any more. */
    private boolean write(List<Parcel> parcels) throws InterruptedException {
        long now = nowNanos();
        rows.clear();
        rows.append(parcels);
        bookOverflows(now);
        books.reports().lost(OTHERS, Loss.Reason.REFUSED, rows.refused(), now);
        if (books.reports().isDue() && hasRoomToSpare()) {
            books.reports().write(protocol, rows.lines(), rows.counts(), now);
        }
        Commit commit = new Commit();
        books.answered(outbox.answers(), commit, now);
        books.putIfDue(commit);
        putMarks(parcels, commit);
        BlockCounts counts = rows.counts();
        if (!counts.isEmpty() && !putBlock(commit, counts, now)) {
            return false;
        }
        books.putIdentities(commit);
        if ((!commit.isEmpty() || outbox.isDamaged()) && !disk.commit(commit)) {
            return false;
        }
        books.committed(commit, counts);
        marks.putAll(commit.marks);
        announce(commit.block);
        parcels.forEach(Journal::tell);
        if (commit.snapshot != null) {
            disk.shrinkIfWorthIt(books.waitingBytes());
        }
        return true;
    }

    private void announce(@Nullable StoredBlock block) {
        if (block == null) {
            return;
        }
        blocks.incrementAndGet();
        lineBytes.addAndGet(block.rawBytes());
        compressedBytes.addAndGet(block.bytes());
        if (block.rows() == rows.counts().rows() && outbox.isLevel()) {
            byte[] lines = Arrays.copyOf(rows.lines().array(), rows.lines().length());
            Block fresh = new Block(block.sequence(), block.rows(), lines, rows.measurements());
            outbox.committed(new Outbox.Fresh(fresh, rows.counts().copy(), block.bytes()));
        } else {
            outbox.committed(block.sequence());
        }
    }

    /** A report that is dropped for want of room tells nobody anything. */
    private boolean hasRoomToSpare() {
        return books.waitingBytes() < config.quotaBytes() / 10 * 9;
    }

    private static void putMarks(List<Parcel> parcels, Commit commit) {
        for (Parcel parcel : parcels) {
            for (Mark mark : parcel.marks()) {
                commit.marks.put(mark.key(), mark.content());
            }
        }
    }

    /** False when the disk was given up. */
    private boolean putBlock(Commit commit, BlockCounts counts, long now) throws InterruptedException {
        long number = books.newest() + 1;
        StoredBlock block =
                packer.pack(number, counts, rows.lines().array(), rows.lines().length());
        long over = books.waitingBytes() + block.bytes() - config.quotaBytes();
        if (over > 0) {
            switch (config.whenFull()) {
                case DROP_OLDEST -> {
                    long wanted = Math.max(over, config.quotaBytes() / DROPPED_SHARE);
                    Optional<JournalReader.Oldest> oldest = disk.untilDone(() -> outbox.giveUp(wanted));
                    if (oldest.isEmpty()) {
                        return false;
                    }
                    if (oldest.get().to() > 0) {
                        books.dropped(oldest.get(), commit, now);
                    }
                }
                case REFUSE_NEWEST -> {
                    books.reports().lost(counts, Loss.Reason.QUOTA, now);
                    counts.loseRows(Loss.Reason.QUOTA);
                    rows.lines().truncate(0);
                    block = packer.pack(number, counts, new byte[0], 0);
                }
            }
        }
        commit.block = block;
        return true;
    }

    private void bookOverflows(long now) {
        for (Map.Entry<Whose, LongAdder> entry : overflowed.entrySet()) {
            long count = entry.getValue().sumThenReset();
            if (count > 0) {
                int identity =
                        protocol.number(entry.getKey().machine(), entry.getKey().signal(), OTHERS);
                rows.counts().lost(identity, Loss.Reason.BUS_OVERFLOW, count);
                books.reports().lost(identity, Loss.Reason.BUS_OVERFLOW, count, now);
            }
        }
    }

    private static void tell(Parcel parcel) {
        try {
            parcel.receipt().safe();
        } catch (RuntimeException e) {
            LOG.error("a receipt was not taken", e);
        }
    }

    private void writeBooks() {
        Commit commit = new Commit();
        books.answered(outbox.answers(), commit, nowNanos());
        books.put(commit);
        books.putIdentities(commit);
        try {
            disk.put(commit);
        } catch (JournalException e) {
            LOG.warn("{}; the next run counts anew from the last books", e.getMessage());
        }
    }

    private long nowNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    public JournalStatus status() {
        return new JournalStatus(
                books.total(),
                books.waitingBytes(),
                config.quotaBytes(),
                inbox.events(),
                blocks.get(),
                lineBytes.get(),
                compressedBytes.get(),
                cpu(),
                protocol.late(),
                protocol.withoutValue(),
                disk.trouble(),
                books.letters());
    }

    private Duration cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(thread.threadId()) : 0;
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Of everything that ever came; any thread. */
    public List<SignalAccount> accounts() {
        return books.accounts();
    }

    /** Of those of which something is missing, so many at most. */
    public List<SignalAccount> accountsWithLosses(int most) {
        return books.accountsWithLosses(most);
    }

    /** Takes nothing any more, and returns when all that was taken is on disk, or the disk refuses it for seconds. */
    public void flush() {
        inbox.close();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!flushed.await(5, TimeUnit.SECONDS)) {
                LOG.warn("journal {}: {} events could not be written before the end", config.folder(), inbox.events());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Close what takes from the outbox before. */
    @Override
    public void close() {
        flush();
        closing.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
        tally.close();
    }
}
