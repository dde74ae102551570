package org.millwright.edge.inference;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * That a machine's normal behaviour is to be learned anew, as after a new tool: who asked, why and when.
 *
 * @param by whoever asks, as they name themselves
 */
record Relearning(String by, String why, Instant at) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;

    Relearning {
        requireNonNull(at, "at is null");
        check("by", by, LONGEST_NAME, "write who asks");
        check("why", why, LONGEST_REASON, "write what changed on the machine");
    }

    private static void check(String key, String text, int longest, String remedy) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(
                    key + ": is " + text.length() + " characters long, must be from 1 to " + longest + "; " + remedy);
        }
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(by);
            out.writeUTF(why);
            out.writeLong(Times.epochNanos(at));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
        return bytes.toByteArray();
    }

    /** Empty where nobody asked, or what was kept cannot be read. */
    static Optional<Relearning> of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return Optional.of(new Relearning(in.readUTF(), in.readUTF(), Times.instant(in.readLong())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
