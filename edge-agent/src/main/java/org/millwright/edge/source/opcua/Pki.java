package org.millwright.edge.source.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate folder {@code <data>/pki}: {@code own} is this agent's identity, {@code trusted} what a person (or the
 * first contact, where that is allowed) has accepted, {@code rejected} what was turned away.
 *
 * <p>The folders are read at every connection, so moving a file is all it takes. Certificates may be DER or PEM.
 */
final class Pki {

    private static final Logger LOG = LoggerFactory.getLogger(Pki.class);

    private final Path folder;

    Pki(Path data) {
        this.folder = data.resolve("pki");
    }

    Path own() {
        return folder.resolve("own");
    }

    /** This agent's certificate alone (DER), as a server's tools like to import it. */
    Path ownCertificate() {
        return own().resolve("millwright.der");
    }

    Path trusted() {
        return folder.resolve("trusted");
    }

    Path rejected() {
        return folder.resolve("rejected");
    }

    /** All readable certificates in {@code trusted}; a file that is none is skipped and named in the log. */
    List<X509Certificate> trustedCertificates() {
        List<X509Certificate> found = new ArrayList<>();
        if (!Files.isDirectory(trusted())) {
            return found;
        }
        try (Stream<Path> files = Files.list(trusted())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    found.addAll(certificates(file));
                } catch (IOException | GeneralSecurityException e) {
                    LOG.warn("{} is not a certificate (DER or PEM): {}", file, e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new OpcUaException("the folder " + trusted() + " cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    /** All certificates in a DER or PEM file; other PEM blocks in it do not matter. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        List<byte[]> encoded = Pem.blocks(new String(content, StandardCharsets.ISO_8859_1)).stream()
                .filter(block -> block.label().equals("CERTIFICATE"))
                .map(Pem::content)
                .toList();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        for (byte[] one : encoded.isEmpty() ? List.of(content) : encoded) {
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
        }
        return found;
    }

    /** Keeps what was turned away where a person can find it, once per certificate. */
    Path reject(String source, X509Certificate certificate) {
        return write(
                rejected()
                        .resolve(
                                fileName(source) + "-" + thumbprint(certificate).substring(0, 16) + ".der"),
                certificate);
    }

    /** Where the certificate accepted at the first contact with {@code source} is kept. */
    Path firstUse(String source) {
        return trusted().resolve("first-use-" + fileName(source) + ".der");
    }

    void trust(Path file, X509Certificate certificate) {
        write(file, certificate);
    }

    private static Path write(Path file, X509Certificate certificate) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, certificate.getEncoded());
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new OpcUaException(
                    "the server's certificate cannot be written to " + file + ": " + e.getMessage()
                            + ": make the folder writable for this user",
                    e);
        }
    }

    static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String fileName(String source) {
        return source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
    }
}
