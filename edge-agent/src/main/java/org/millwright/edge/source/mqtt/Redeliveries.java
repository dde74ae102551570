package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.millwright.edge.intake.Mark;

/**
 * Knows a message that was taken already and comes again because its acknowledgement was lost on the way.
 *
 * <p>It keeps packet id and a hash of topic and payload of the last messages, as many as the broker may have waiting for
 * their acknowledgement, and puts them away with each message, so that a restart knows them too: 64 to a mark, of half a
 * kilobyte.
 *
 * <p>A message is wrongly taken for one that came before where all of this happens: the broker heard our acknowledgement,
 * gave the packet id to another message with the same topic and the same payload to the byte, and the connection
 * broke before that one arrived. A payload with a time or a counter in it cannot be hit.
 *
 * <p>NOT thread safe.
 */
final class Redeliveries {

    private static final int PER_MARK = 64;
    private static final int HEAD = 2;
    private static final long HASH_BITS = (1L << 48) - 1;

    private final String key;
    private final int kept;
    private final int marks;
    private final long[] entries;
    private long taken;
    private long forgotten;

    /**
     * @param key the marks' keys begin with it
     * @param kept how many messages are remembered at least
     * @param read gives back what was put away
     */
    Redeliveries(String key, int kept, Function<String, Optional<byte[]>> read) {
        this.key = key;
        this.kept = kept;
        this.marks = (kept + PER_MARK - 1) / PER_MARK + 1;
        this.entries = new long[marks * PER_MARK];
        // All there are, since an earlier run may have kept more; they are filled from the first on.
        List<byte[]> found = new ArrayList<>();
        for (Optional<byte[]> mark = read.apply(keyOf(0)); mark.isPresent(); mark = read.apply(keyOf(found.size()))) {
            found.add(mark.get());
        }
        found.forEach(this::newest);
        found.forEach(this::recall);
    }

    private String keyOf(int mark) {
        return key + "/" + mark;
    }

    private void newest(byte[] content) {
        ByteBuffer mark = ByteBuffer.wrap(content);
        long first = mark.getLong();
        forgotten = Math.max(forgotten, mark.getLong());
        taken = Math.max(taken, first + mark.remaining() / Long.BYTES);
    }

    /** Marks of a run that kept another number may be older than what fits here. */
    private void recall(byte[] content) {
        ByteBuffer mark = ByteBuffer.wrap(content);
        long number = mark.getLong();
        mark.getLong();
        for (; mark.hasRemaining(); number++) {
            long entry = mark.getLong();
            if (number >= taken - entries.length) {
                entries[slot(number)] = entry;
            }
        }
    }

    private int slot(long number) {
        return (int) (number % entries.length);
    }

    /** Whether the broker sends again what was taken: the newest message with its packet id was the same. */
    boolean isTaken(Message message) {
        if (!message.again()) {
            return false;
        }
        long entry = entry(message);
        for (long number = taken - 1; number >= Math.max(forgotten, taken - kept); number--) {
            long known = entries[slot(number)];
            if (known >>> 48 == entry >>> 48) {
                return known == entry;
            }
        }
        return false;
    }

    /** Remembers a message, and gives what has to be put away with it. */
    Mark take(Message message) {
        entries[slot(taken)] = entry(message);
        taken++;
        long first = (taken - 1) / PER_MARK * PER_MARK;
        ByteBuffer mark = ByteBuffer.allocate((int) (taken - first + HEAD) * Long.BYTES);
        mark.putLong(first).putLong(forgotten);
        for (long number = first; number < taken; number++) {
            mark.putLong(entries[slot(number)]);
        }
        return new Mark(keyOf((int) (first / PER_MARK % marks)), mark.array());
    }

    /** The message just taken was not taken after all. */
    void takeBack() {
        taken--;
        entries[slot(taken)] = 0;
    }

    /** The broker has begun a new session: it sends nothing again. */
    void forget() {
        forgotten = taken;
    }

    private static long entry(Message message) {
        long hash = 31 * (31 + hash(message.topic().getBytes(UTF_8))) + hash(message.payload());
        return ((long) message.id() << 48) | (mixed(hash) & HASH_BITS);
    }

    /** Two polynomials of 32 bits, side by side; payloads are not chosen to collide. */
    private static long hash(byte[] bytes) {
        long second = bytes.length;
        for (byte one : bytes) {
            second = second * 0x0100_0000_01B3L + one;
        }
        return ((long) Arrays.hashCode(bytes) << 32) ^ second;
    }

    /** So that the 48 bits that are kept depend on all (the last step of SplitMix64). */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
