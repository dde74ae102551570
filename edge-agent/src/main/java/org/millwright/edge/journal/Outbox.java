package org.millwright.edge.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

    /**
     * What is not in the books yet and needs no block on disk: the reader has it, will be given it from memory, or has
     * answered for it.
     *
     * @param upTo all blocks up to this one
     */
    record Held(long upTo, long bytes, BlockCounts counts) {}

    private JournalReader file;
    private final List<Done> answers = new ArrayList<>();
    private final ArrayDeque<UnderWay> underWay = new ArrayDeque<>();
    private final ArrayDeque<Fresh> fresh = new ArrayDeque<>();
    private long freshBytes;
    private long newest;
    private long taken;
    private boolean damaged;
    private boolean halted;

    Outbox(JournalReader file, long done, long newest) {
        this.file = file;
        this.taken = done;
        this.newest = newest;
    }

    /** What was answered since the last call. */
    synchronized List<Done> answers() {
        List<Done> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    /** Whether the file was found damaged; then nothing is handed out until {@link #goOn}. */
    synchronized boolean isDamaged() {
        return damaged;
    }

    /** Nothing is handed out any more until {@link #goOn}; answers are taken all the same. */
    synchronized Held halt() {
        halted = true;
        forgetTaken();
        long bytes = 0;
        BlockCounts counts = new BlockCounts();
        for (Done answer : answers) {
            answer.stored().forEach(counts::addRows);
            answer.damaged().forEach(counts::addRows);
            bytes += answer.bytes();
        }
        for (UnderWay block : underWay) {
            counts.addRows(block.counts());
            bytes += block.bytes();
        }
        for (Fresh block : fresh) {
            counts.addRows(block.counts());
            bytes += block.bytes();
        }
        return new Held(fresh.isEmpty() ? taken : fresh.peekLast().block().sequence(), bytes, counts);
    }

    /** There is a file in the place of the damaged one. */
    synchronized void goOn(JournalReader sound) {
        file = sound;
        damaged = false;
        halted = false;
        notifyAll();
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
        return newest > taken && !halted;
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
        forgetTaken();
        if (fresh.isEmpty() || fresh.peek().block().sequence() != taken + 1) {
            return Optional.empty();
        }
        Fresh next = fresh.remove();
        freshBytes -= next.block().lines().length;
        taken = next.block().sequence();
        underWay.add(new UnderWay(taken, next.bytes(), next.counts(), false));
        return Optional.of(next.block());
    }

    /** Those that were given up. */
    private void forgetTaken() {
        while (!fresh.isEmpty() && fresh.peek().block().sequence() <= taken) {
            freshBytes -= fresh.remove().block().lines().length;
        }
    }

    /** Empty where what there was has been dropped for want of room. */
    private synchronized Optional<StoredBlock> takeStored() {
        if (halted) {
            return Optional.empty();
        }
        Optional<StoredBlock> next = read(() -> file.read(taken));
        taken = next.map(StoredBlock::sequence).orElse(newest);
        return next;
    }

    private <T> T read(Supplier<T> what) {
        try {
            return what.get();
        } catch (JournalException e) {
            damaged |= e.isDamage();
            halted |= damaged;
            throw e;
        }
    }

    private synchronized void remember(StoredBlock block, boolean damaged) {
        BlockCounts counts = StoredBlock.unpackCounts(block.counts()).orElseGet(BlockCounts::new);
        underWay.add(new UnderWay(block.sequence(), block.bytes(), counts, damaged));
    }

    /**
     * The oldest blocks that nobody has taken, of so many bytes at least; from now on nobody will take them. None of a
     * damaged file: it has to be mended first.
     */
    synchronized JournalReader.Oldest giveUp(long bytes) {
        JournalReader.Oldest oldest;
        try {
            oldest = read(() -> file.oldest(taken, bytes));
        } catch (JournalException e) {
            if (!e.isDamage()) {
                throw e;
            }
            return new JournalReader.Oldest(0, 0, 0, new BlockCounts());
        }
        taken = Math.max(taken, oldest.to());
        return oldest;
    }

    private synchronized boolean awaitNewer(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (newest <= taken || halted) {
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

    private synchronized void done(long sequence, List<DeadLetter> refused) {
        List<BlockCounts> stored = new ArrayList<>();
        List<BlockCounts> unreadable = new ArrayList<>();
        long upTo = 0;
        long bytes = 0;
        UnderWay head = underWay.peek();
        while (head != null && (head.sequence() <= sequence || head.damaged())) {
            (head.damaged() ? unreadable : stored).add(head.counts());
            upTo = head.sequence();
            bytes += head.bytes();
            underWay.remove();
            head = underWay.peek();
        }
        if (upTo > 0) {
            answers.add(new Done(upTo, bytes, stored, unreadable, refused));
        }
    }
}
