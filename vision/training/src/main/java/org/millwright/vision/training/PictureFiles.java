package org.millwright.vision.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.FrameDecodeException;
import org.millwright.hardware.camera.FrameDecoder;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.camera.Image;

/** Reads picture files through the gateway's own decoder, and takes their fingerprint. NOT thread safe. */
final class PictureFiles implements AutoCloseable {

    private static final long LARGEST_FILE = 256L << 20;

    private final FrameDecoder decoder = new FrameDecoder();
    private final MessageDigest digest = sha256();

    /** Grey where it was encoded so, else in colour. Throws {@link IOException} naming the file and the remedy. */
    Image picture(Path file) throws IOException {
        Frame frame = frame(file);
        try {
            return decoder.decodeAsSent(frame);
        } catch (FrameDecodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** In grey. */
    GreyImage mask(Path file) throws IOException {
        Frame frame = frame(file);
        try {
            return decoder.decode(frame);
        } catch (FrameDecodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** SHA-256 in hex over names and contents of all that was read so far. */
    String fingerprint() throws IOException {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IOException("this Java's SHA-256 cannot tell a sum before its end", e);
        }
    }

    private Frame frame(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, the limit is " + LARGEST_FILE
                    + ": take it out or make it smaller");
        }
        byte[] encoded = Files.readAllBytes(file);
        digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
        digest.update(encoded);
        return new Frame("", 0, 0, 0, encoded);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
