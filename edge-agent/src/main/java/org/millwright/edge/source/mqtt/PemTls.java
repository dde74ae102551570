package org.millwright.edge.source.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.millwright.edge.config.MqttSourceConfig.Tls;

/** TLS from PEM files: only the given CA is trusted; a certificate of our own where the broker asks for one. */
final class PemTls {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final char[] NO_PASSWORD = {};

    private PemTls() {}

    /** Reads the files anew each time, so that a renewed certificate is taken at the next connection. */
    static SSLSocketFactory sockets(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls).getKeyManagers(), trust(tls).getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new BrokerException("TLS cannot be set up (" + e.getMessage() + ")", e);
        }
    }

    private static TrustManagerFactory trust(Tls tls) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(tls.certificateAuthority())) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyManagerFactory keys(Tls tls) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        if (tls.clientCertificate().isPresent() != tls.clientKey().isPresent()) {
            throw new BrokerException(
                    "tls has a client certificate or a client key, but not both: give both or none", null);
        }
        if (tls.clientCertificate().isPresent()) {
            Certificate[] chain = certificates(tls.clientCertificate().get()).toArray(Certificate[]::new);
            store.setKeyEntry("client", privateKey(tls.clientKey().orElseThrow()), NO_PASSWORD, chain);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws GeneralSecurityException {
        byte[] bytes = read(file, "certificate");
        Collection<? extends Certificate> certificates;
        try {
            certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        } catch (GeneralSecurityException e) {
            throw new BrokerException("file " + file + " holds no certificate that can be read: it must be PEM", e);
        }
        if (certificates.isEmpty()) {
            throw new BrokerException("file " + file + " holds no certificate: it must be PEM", null);
        }
        return certificates;
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher matcher = PKCS8.matcher(new String(read(file, "private key"), StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new BrokerException(
                    "file " + file + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY): convert it with"
                            + " openssl pkcs8 -topk8 -nocrypt",
                    null);
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // A key says its algorithm only inside; the next one is tried.
            }
        }
        throw new BrokerException("file " + file + " holds a key that is not RSA, EC or EdDSA", null);
    }

    private static byte[] read(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BrokerException(
                    "the " + what + " " + file + " cannot be read (" + e + "): correct the path or the file's rights",
                    e);
        }
    }
}
