package org.millwright.edge.source.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.Locale;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * Who this agent is to every OPC UA server: one key and self-signed certificate, made at the first start and then kept,
 * since a server trusts this very certificate.
 *
 * @param applicationUri the URI in the certificate's subject alternative name (OPC 10000-6, 6.2.2)
 */
record Identity(KeyPair keys, X509Certificate certificate, String applicationUri) {

    private static final int KEY_BITS = 2048;
    private static final Period VALIDITY = Period.ofYears(20);

    static Identity of(Pki pki) {
        Path both = pki.own().resolve("millwright.pem");
        try {
            if (!Files.exists(both)) {
                create(both);
            }
            String text = Files.readString(both);
            X509Certificate certificate = Pki.certificates(both).getFirst();
            String uri = CertificateUtil.getSanUri(certificate)
                    .orElseThrow(() -> new GeneralSecurityException("its certificate has no application URI"));
            Path file = pki.ownCertificate();
            if (!Files.exists(file)) {
                Files.write(file, certificate.getEncoded());
            }
            return new Identity(new KeyPair(certificate.getPublicKey(), Pem.privateKey(text, "")), certificate, uri);
        } catch (IOException | GeneralSecurityException e) {
            throw new OpcUaException(
                    "this agent's identity " + both + " cannot be read or made (" + e
                            + "): make the folder writable, or move the file away to get a new identity, which every"
                            + " server then has to trust anew",
                    e);
        }
    }

    private static void create(Path both) throws IOException, GeneralSecurityException {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
        String pem = Pem.encode("CERTIFICATE", selfSigned(keys).getEncoded())
                + Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded());
        Files.createDirectories(both.getParent());
        Path draft = Files.createTempFile(both.getParent(), "new", ".pem");
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(draft, pem);
        try {
            // A link, not a move: of two sources that start at once only one makes the identity, whole.
            Files.createLink(both, draft);
        } catch (FileAlreadyExistsException e) {
            // The other source was first: its identity is as good.
        } catch (UnsupportedOperationException e) {
            Files.move(draft, both);
        }
        Files.deleteIfExists(draft);
    }

    private static X509Certificate selfSigned(KeyPair keys) throws GeneralSecurityException {
        String host = hostName();
        try {
            return new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Millwright edge agent on " + host)
                    .setOrganization("Millwright")
                    .setApplicationUri("urn:" + host + ":millwright:edge-agent")
                    .addDnsName(host)
                    .setValidityPeriod(VALIDITY)
                    .build();
        } catch (Exception e) {
            throw new GeneralSecurityException("the certificate cannot be made: " + e.getMessage(), e);
        }
    }

    private static String hostName() {
        try {
            // Only what a DNS name may hold: the name goes into a URI and a certificate.
            return InetAddress.getLocalHost()
                    .getHostName()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9.-]", "-");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
