package org.millwright.edge.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The way out of the journal: blocks in the order in which they were put away, each until the store has answered for it.
 *
 * <p>One thread takes and answers.
 */
public final class Outbox {

    /** Of blocks that are handed on without a look at the disk: a few of 100,000 values a second. */
    private static final long FRESH_BYTES = 4L << 20;

    /** A block as it was just written, while its reader keeps up. */
    record Fresh(Block block, BlockCounts counts, long bytes) {}

    /** @param damaged it cannot be read any more, so it can only be counted */
    private record UnderWay(long sequence, long bytes, BlockCounts counts, boolean damaged) {}

    /**
     * What the journal's thread has to put into the books.
     *
     * @param upTo the last block that is done with
     */
    record Done(long upTo, long bytes, List<BlockCounts> stored, List<BlockCounts> damaged, List<DeadLetter> refused) {}

    private final JournalReader file;
    private final Consumer<Done> books;
    private final ArrayDeque<UnderWay> underWay = new ArrayDeque<>();
    private final ArrayDeque<Fresh> fresh = new ArrayDeque<>();
    private long freshBytes;
    private long newest;
    private long taken;

    /** @param books called on the thread that answers; must return at once */
    Outbox(JournalReader file, long done, long newest, Consumer<Done> books) {
        this.file = file;
        this.taken = done;
        this.newest = newest;
        this.books = books;
    }

    /** Whether the next block should be given along, as the reader keeps up. */
    synchronized boolean isLevel() {
        return taken + fresh.size() >= newest && freshBytes < FRESH_BYTES;
    }

    /** There is a block of this number now. */
    synchronized void committed(long sequence) {
        newest = sequence;
        notifyAll();
    }

    /** The same, for a reader that keeps up. */
    synchronized void committed(Fresh block) {
        fresh.add(block);
        freshBytes += block.block().lines().length;
        committed(block.block().sequence());
    }

    /** Whether there is a block that was not taken yet. */
    public synchronized boolean hasNext() {
        return newest > taken;
    }

    /**
     * The next block that was not taken yet; blocks up to {@code patience} for one, and for the disk.
     *
     * @throws JournalException when the journal cannot be read
     */
    public Optional<Block> take(Duration patience) throws InterruptedException {
        while (awaitNewer(patience)) {
            Optional<Block> kept = takeFresh();
            if (kept.isPresent()) {
                return kept;
            }
            Optional<StoredBlock> next = takeStored();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Optional<Block> block = next.get().unpack();
            remember(next.get(), block.isEmpty());
            if (block.isPresent()) {
                return block;
            }
            answerForDamaged();
        }
        return Optional.empty();
    }

    /** Empty where the next one has to be read from the disk. */
    private synchronized Optional<Block> takeFresh() {
        while (!fresh.isEmpty() && fresh.peek().block().sequence() <= taken) {
            freshBytes -= fresh.remove().block().lines().length;
        }
        if (fresh.isEmpty() || fresh.peek().block().sequence() != taken + 1) {
            return Optional.empty();
        }
        Fresh next = fresh.remove();
        freshBytes -= next.block().lines().length;
        taken = next.block().sequence();
        underWay.add(new UnderWay(taken, next.bytes(), next.counts(), false));
        return Optional.of(next.block());
    }

    /** Empty where what there was has been dropped for want of room. */
    private synchronized Optional<StoredBlock> takeStored() {
        Optional<StoredBlock> next = file.read(taken);
        taken = next.map(StoredBlock::sequence).orElse(newest);
        return next;
    }

    private synchronized void remember(StoredBlock block, boolean damaged) {
        BlockCounts counts = StoredBlock.unpackCounts(block.counts()).orElseGet(BlockCounts::new);
        underWay.add(new UnderWay(block.sequence(), block.bytes(), counts, damaged));
    }

    /** The oldest blocks that nobody has taken, of so many bytes at least; from now on nobody will take them. */
    synchronized JournalReader.Oldest giveUp(long bytes) {
        JournalReader.Oldest oldest = file.oldest(taken, bytes);
        taken = Math.max(taken, oldest.to());
        return oldest;
    }

    private synchronized boolean awaitNewer(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (newest <= taken) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Every block up to {@code sequence} is in the store, but for these rows. */
    public void stored(long sequence, List<DeadLetter> refused) {
        done(sequence, refused);
    }

    /** At the head of the queue nobody will answer for them. */
    private void answerForDamaged() {
        done(0, List.of());
    }

    private void done(long sequence, List<DeadLetter> refused) {
        List<BlockCounts> stored = new ArrayList<>();
        List<BlockCounts> damaged = new ArrayList<>();
        long upTo = 0;
        long bytes = 0;
        synchronized (this) {
            UnderWay head = underWay.peek();
            while (head != null && (head.sequence() <= sequence || head.damaged())) {
                (head.damaged() ? damaged : stored).add(head.counts());
                upTo = head.sequence();
                bytes += head.bytes();
                underWay.remove();
                head = underWay.peek();
            }
        }
        if (upTo > 0) {
            books.accept(new Done(upTo, bytes, stored, damaged, refused));
        }
    }
}
