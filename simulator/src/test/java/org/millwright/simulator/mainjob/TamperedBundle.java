package org.millwright.simulator.mainjob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A model bundle whose network no longer says what a golden sample expects, with the checksums put right. */
final class TamperedBundle {

    private TamperedBundle() {}

    static Path copyOf(Path bundle, Path to, String golden) throws IOException, GeneralSecurityException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(bundle)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(bundle.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        byte[] expected = Files.readAllBytes(to.resolve(golden));
        String before = sha256(expected);
        ByteBuffer numbers = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(0, numbers.getFloat(0) + 1);
        Files.write(to.resolve(golden), expected);
        Path description = to.resolve("bundle.json");
        Files.writeString(description, Files.readString(description).replace(before, sha256(expected)));
        return to;
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
