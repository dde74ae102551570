package org.millwright.edge.source.mqtt;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads along which messages carry the DUP flag, by packet id. Paho's client for MQTT 5 (1.2.5) parses the flag and keeps it
 * from its callback: {@code isDuplicate()} is false for every message.
 *
 * <p>It knows of MQTT what it needs (MQTT 5, 2.1 and 3.3): fixed header, remaining length, and of a PUBLISH above QoS 0 the
 * length of the topic and the two bytes after it.
 */
final class DuplicateFlags {

    private static final int PUBLISH = 3;
    private static final int DUP = 0x08;
    private static final int QOS = 0x06;

    /** What the next byte is. */
    private enum Part {
        HEADER,
        LENGTH,
        TOPIC_LENGTH_HIGH,
        TOPIC_LENGTH_LOW,
        TOPIC,
        ID_HIGH,
        ID_LOW,
        REST
    }

    private final Set<Integer> ids = ConcurrentHashMap.newKeySet();
    private Part part = Part.HEADER;
    private boolean watched;
    private int remaining;
    private int shift;
    private int topic;
    private int id;

    /** The same bytes, read in larger pieces. One stream for each connection, read by one thread. */
    InputStream of(InputStream in) {
        return new Along(new BufferedInputStream(in, 1 << 16));
    }

    /** Whether the message with the id that came last was flagged; asked once. Any thread. */
    boolean remove(int packetId) {
        return ids.remove(packetId);
    }

    private final class Along extends FilterInputStream {

        Along(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                next(one);
            }
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            for (int i = 0; i < count; i++) {
                if (part == Part.REST) {
                    int passed = Math.min(remaining, count - i);
                    pass(passed);
                    i += passed - 1;
                } else {
                    next(into[offset + i] & 0xFF);
                }
            }
            return count;
        }
    }

    private void pass(int count) {
        remaining -= count;
        if (remaining <= 0) {
            part = Part.HEADER;
        }
    }

    private void next(int one) {
        switch (part) {
            case HEADER -> {
                watched = one >> 4 == PUBLISH && (one & DUP) != 0 && (one & QOS) != 0;
                remaining = 0;
                shift = 0;
                part = Part.LENGTH;
            }
            case LENGTH -> {
                remaining |= (one & 0x7F) << shift;
                shift += 7;
                if ((one & 0x80) == 0) {
                    part = remaining == 0 ? Part.HEADER : watched ? Part.TOPIC_LENGTH_HIGH : Part.REST;
                }
            }
            default -> {
                inPublish(one);
                remaining--;
            }
        }
    }

    private void inPublish(int one) {
        switch (part) {
            case TOPIC_LENGTH_HIGH -> {
                topic = one << 8;
                part = Part.TOPIC_LENGTH_LOW;
            }
            case TOPIC_LENGTH_LOW -> {
                topic |= one;
                part = topic == 0 ? Part.ID_HIGH : Part.TOPIC;
            }
            case TOPIC -> part = --topic == 0 ? Part.ID_HIGH : Part.TOPIC;
            case ID_HIGH -> {
                id = one << 8;
                part = Part.ID_LOW;
            }
            case ID_LOW -> {
                ids.add(id | one);
                part = remaining == 1 ? Part.HEADER : Part.REST;
            }
            case HEADER, LENGTH, REST -> part = remaining == 1 ? Part.HEADER : Part.REST;
        }
    }
}
