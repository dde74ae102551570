package org.millwright.edge.source.opcua;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What has to be known of a subscription to go on with it after a restart of the agent; put away with every message.
 *
 * @param subscription its id on the server
 * @param handleBase the client handle of the first item
 * @param identity of the server's run and of our items, see {@link #identity}: an id means something within these only
 * @param number of the last message that is safe
 * @param retains true when the server was seen to keep messages until they are acknowledged
 * @param completeNanos nothing of before this source time is missing
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by isOf only.
record Memento(long subscription, long handleBase, byte[] identity, long number, boolean retains, long completeNanos) {

    private static final byte VERSION = 1;
    private static final int IDENTITY_BYTES = 16;
    private static final int BYTES = 1 + 4 + 4 + IDENTITY_BYTES + 4 + 1 + 8;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt((int) subscription)
                .putInt((int) handleBase)
                .put(identity)
                .putInt((int) number)
                .put((byte) (retains ? 1 : 0))
                .putLong(completeNanos)
                .array();
    }

    /** Empty for what an agent of another version put away, and for what was retired. */
    static Optional<Memento> decode(byte[] content) {
        if (content.length != BYTES || content[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(content, 1, BYTES - 1);
        long subscription = Integer.toUnsignedLong(buffer.getInt());
        long base = Integer.toUnsignedLong(buffer.getInt());
        byte[] identity = new byte[IDENTITY_BYTES];
        buffer.get(identity);
        return Optional.of(new Memento(
                subscription,
                base,
                identity,
                Integer.toUnsignedLong(buffer.getInt()),
                buffer.get() != 0,
                buffer.getLong()));
    }

    boolean isOf(byte[] other) {
        return Arrays.equals(identity, other);
    }

    /**
     * The same only for the same run of the same server, the same namespaces and the same items in the same order. After a
     * restart of the server the same subscription id may be another client's.
     */
    static byte[] identity(ServerFacts facts, Iterable<? extends Item.OfSignal> items) {
        MessageDigest digest = sha256();
        add(digest, facts.applicationUri());
        add(digest, Long.toString(facts.startNanos()));
        for (String uri : facts.namespaces().toArray()) {
            add(digest, uri);
        }
        for (Item.OfSignal item : items) {
            add(digest, item.signal().toString());
            add(digest, item.signal().type().name());
            add(digest, item.address().toString());
            add(digest, item.sampling().toString());
        }
        return Arrays.copyOf(digest.digest(), IDENTITY_BYTES);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
