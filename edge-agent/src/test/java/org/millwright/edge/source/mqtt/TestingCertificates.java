package org.millwright.edge.source.mqtt;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for one test, with the PEM files that brokers and clients want. */
@SuppressWarnings("JavaUtilDate") // BouncyCastle wants it.
final class TestingCertificates {

    /** A certificate and its key, in files. */
    record Pair(Path certificate, Path key) {}

    private final Path folder;
    private final KeyPair authority = keys();
    private final X500Name authorityName;
    private final Path authorityFile;
    private long serial = 1;

    TestingCertificates(Path folder, String name) {
        this.folder = folder;
        this.authorityName = new X500Name("CN=" + name);
        this.authorityFile = folder.resolve(name + ".crt");
        try {
            X509v3CertificateBuilder builder = builder(authorityName, authority);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            write(authorityFile, sign(builder));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path authority() {
        return authorityFile;
    }

    /** For the given host name, besides the address 127.0.0.1 where {@code loopback} is set. */
    Pair issue(String name, boolean loopback) {
        KeyPair keys = keys();
        Pair files = new Pair(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        GeneralName host = new GeneralName(GeneralName.dNSName, name);
        GeneralName address = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
        try {
            X509v3CertificateBuilder builder = builder(new X500Name("CN=" + name), keys);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(loopback ? new GeneralName[] {host, address} : new GeneralName[] {host}));
            write(files.certificate(), sign(builder));
            write(files.key(), new JcaPKCS8Generator(keys.getPrivate(), null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                authorityName,
                BigInteger.valueOf(serial++),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                keys.getPublic());
    }

    private X509CertificateHolder sign(X509v3CertificateBuilder builder) {
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        Files.writeString(file, text.toString());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
