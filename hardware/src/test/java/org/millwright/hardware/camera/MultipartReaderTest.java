package org.millwright.hardware.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3, (byte) 0xFF, (byte) 0xD9};

    @Property(tries = 300)
    void everyPartArrivesWholeHoweverTheStreamIsCut(
            @ForAll @Size(max = 6) List<byte[]> bodies,
            @ForAll boolean withLength,
            @ForAll boolean lineFeedOnly,
            @ForAll boolean dashesInParameter,
            @ForAll @IntRange(min = 1, max = 64) int chunk)
            throws IOException {
        String newline = lineFeedOnly ? "\n" : "\r\n";
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] body : bodies) {
            wire.writeBytes(("--frame" + newline + "content-TYPE: image/jpeg" + newline).getBytes(ISO_8859_1));
            if (withLength) {
                wire.writeBytes(("CONTENT-length:" + body.length + newline).getBytes(ISO_8859_1));
            }
            wire.writeBytes(newline.getBytes(ISO_8859_1));
            wire.writeBytes(body);
            wire.writeBytes(newline.getBytes(ISO_8859_1));
        }
        wire.writeBytes("--frame--".getBytes(ISO_8859_1));
        MultipartReader reader = new MultipartReader(
                new ChunkedStream(wire.toByteArray(), chunk), dashesInParameter ? "--frame" : "frame", 4096);
        for (byte[] body : bodies) {
            MultipartReader.Part part = reader.next();
            byte[] expected = withLength || !lineFeedOnly ? body : withoutTrailingReturn(body);
            assertThat(part.body()).isEqualTo(expected);
            assertThat(part.headers()).containsEntry("content-type", "image/jpeg");
        }
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    /**
     * Pictures of real size, laid so that the end of the reader's first buffer falls around the end of one of them: what
     * is held is then moved while a delimiter is only half here.
     */
    @Property(tries = 500)
    void noPictureIsLostWhereTheBufferEndsInADelimiter(
            @ForAll @IntRange(min = -60, max = 60) int pastTheBuffer,
            @ForAll @IntRange(min = 0, max = 3) int before,
            @ForAll boolean withLength,
            @ForAll boolean image,
            @ForAll @IntRange(min = 1, max = 40_000) int chunk,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            bodies.add(picture(random, 4_000 + random.nextInt(4_000), image));
            write(wire, bodies.getLast(), withLength);
        }
        int headBytes = partHead(9_999, withLength).length();
        bodies.add(
                picture(random, MultipartReader.FIRST_BUFFER_BYTES + pastTheBuffer - wire.size() - headBytes, image));
        write(wire, bodies.getLast(), withLength);
        for (int i = 0; i < 6; i++) {
            bodies.add(picture(random, 4 + random.nextInt(12_000), image));
            write(wire, bodies.getLast(), withLength);
        }
        wire.writeBytes("--frame--".getBytes(ISO_8859_1));
        MultipartReader reader = new MultipartReader(new ChunkedStream(wire.toByteArray(), chunk), "frame", 64 * 1024);
        for (byte[] body : bodies) {
            assertThat(reader.next().body()).isEqualTo(body);
        }
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    private static byte[] picture(Random random, int length, boolean image) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        if (image) {
            System.arraycopy(JPEG, 0, body, 0, 2);
            System.arraycopy(JPEG, JPEG.length - 2, body, length - 2, 2);
        }
        return body;
    }

    private static void write(ByteArrayOutputStream wire, byte[] body, boolean withLength) {
        wire.writeBytes(partHead(body.length, withLength).getBytes(ISO_8859_1));
        wire.writeBytes(body);
        wire.writeBytes("\r\n".getBytes(ISO_8859_1));
    }

    private static String partHead(int length, boolean withLength) {
        return "--frame\r\n" + (withLength ? "Content-Length: " + length + "\r\n" : "") + "\r\n";
    }

    /** Where lines end in LF alone and no length is given, a CR before the delimiter cannot be told from a line end. */
    private static byte[] withoutTrailingReturn(byte[] body) {
        return body.length > 0 && body[body.length - 1] == '\r' ? java.util.Arrays.copyOf(body, body.length - 1) : body;
    }

    @Property(tries = 200)
    void garbageEndsInAFaultAndNeverInALoop(@ForAll byte[] garbage, @ForAll @IntRange(min = 1, max = 9) int chunk) {
        MultipartReader reader = new MultipartReader(new ChunkedStream(garbage, chunk), "frame", 4096);
        assertThatThrownBy(reader::next).isInstanceOfAny(EOFException.class, CameraException.class);
    }

    @Property(tries = 100)
    void aWrongLengthIsMendedByTheDelimiter(@ForAll @IntRange(min = 0, max = 130) int announced) throws IOException {
        byte[] body = new byte[100];
        new Random(announced).nextBytes(body);
        String head = "--frame\r\nContent-Length: " + announced + "\r\n\r\n";
        List<byte[]> pieces = List.of(
                head.getBytes(ISO_8859_1),
                body,
                "\r\n--frame\r\nContent-Length: 7\r\n\r\n".getBytes(ISO_8859_1),
                JPEG,
                ("\r\n--frame\r\n\r\n" + "x".repeat(300) + "\r\n--frame--\r\n").getBytes(ISO_8859_1));
        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(joined(pieces)), "frame", 4096);
        // A length that counts the line end after the body too is believed: decoders do not mind the two bytes.
        assertThat(reader.next().body()).startsWith(body).hasSizeLessThanOrEqualTo(102);
        assertThat(reader.next().body()).isEqualTo(JPEG);
    }

    @Test
    void aWholeImageOfTheAnnouncedLengthDoesNotWaitForTheNextDelimiter() throws IOException {
        byte[] head = "--frame\r\nContent-Length: 7\r\n\r\n".getBytes(ISO_8859_1);
        try (java.io.PipedInputStream pipe = new java.io.PipedInputStream();
                java.io.PipedOutputStream camera = new java.io.PipedOutputStream(pipe)) {
            camera.write(head);
            camera.write(JPEG);
            assertThat(new MultipartReader(pipe, "frame", 4096).next().body()).isEqualTo(JPEG);
        }
    }

    @Test
    void aStreamWhoseHeaderNamesNoBoundaryIsReadByItsFirstDelimiter() throws IOException {
        byte[] wire = "\r\npreamble\r\n--any thing\r\n\r\nbody\r\n--any thing\r\n".getBytes(ISO_8859_1);
        assertThat(new MultipartReader(new ByteArrayInputStream(wire), "", 4096)
                        .next()
                        .body())
                .asString(ISO_8859_1)
                .isEqualTo("body");
    }

    @Test
    void anAnnouncedPartAboveTheLimitIsRefusedBeforeItIsRead() {
        byte[] wire = "--frame\r\nContent-Length: 999999999999\r\n\r\n".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> new MultipartReader(new ByteArrayInputStream(wire), "frame", 4096).next())
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("999999999999 bytes announced")
                .hasMessageContaining("the limit is 4096");
    }

    @Test
    void anEndlessPartIsRefusedAtTheLimit() {
        byte[] wire = ("--frame\r\n\r\n" + "x".repeat(100_000)).getBytes(ISO_8859_1);
        assertThatThrownBy(() -> new MultipartReader(new ChunkedStream(wire, 1000), "frame", 4096).next())
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("more than 4096 bytes");
    }

    @Test
    void endlessHeadersAreRefused() {
        byte[] wire = ("--frame\r\n" + "A: b\r\n".repeat(100_000)).getBytes(ISO_8859_1);
        assertThatThrownBy(() -> new MultipartReader(new ChunkedStream(wire, 1000), "frame", 4096).next())
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("where headers should be");
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ArrayList<>(pieces).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Gives at most {@code chunk} bytes a read, as a slow network does. */
    private static final class ChunkedStream extends ByteArrayInputStream {
        private final int chunk;

        ChunkedStream(byte[] bytes, int chunk) {
            super(bytes);
            this.chunk = chunk;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(chunk, length));
        }
    }
}
