package org.millwright.simulator.opcua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.FileBasedCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.FileBasedTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.KeyStoreCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate, made once and kept, and the clients it trusts: {@code trusted/certs} and
 * {@code rejected/certs} below the data folder. A file moved from one to the other is seen at once.
 */
final class ServerIdentity implements AutoCloseable {

    static final String APPLICATION_URI = "urn:millwright:simulator:server";

    /** PKCS 12 wants one; what guards the key is that only its owner may read the file. */
    private static final char[] STORE_PASSWORD = "millwright".toCharArray();

    private final FileBasedTrustListManager trustList;
    private final KeyStoreCertificateStore store;
    private final CertificateManager certificates;
    private final X509Certificate certificate;

    ServerIdentity(ServerSettings settings) throws Exception {
        Path folder = Files.createDirectories(settings.dataFolder());
        Path keyStore = folder.resolve("server.p12");
        this.trustList = FileBasedTrustListManager.createAndInitialize(folder);
        this.store = KeyStoreCertificateStore.createAndInitialize(new KeyStoreCertificateStore.Settings(
                keyStore, STORE_PASSWORD::clone, alias -> STORE_PASSWORD.clone()));
        restrictToOwner(keyStore);
        Path rejected = Files.createDirectories(folder.resolve("rejected").resolve("certs"));
        FileBasedCertificateQuarantine quarantine = FileBasedCertificateQuarantine.create(rejected);
        CertificateValidator strict = new DefaultServerCertificateValidator(trustList, quarantine);
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trustList,
                store,
                new Factory(settings.host()),
                settings.trustAllClients() ? trustingAll(strict) : strict);
        this.certificates = new DefaultCertificateManager(quarantine, group);
        this.certificate = store.get(NodeIds.RsaSha256ApplicationCertificateType).certificateChain[0];
    }

    CertificateManager certificates() {
        return certificates;
    }

    X509Certificate certificate() {
        return certificate;
    }

    @Override
    public void close() throws IOException {
        store.close();
        trustList.close();
    }

    private CertificateValidator trustingAll(CertificateValidator strict) {
        return new CertificateValidator() {
            @Override
            public void validateCertificateChain(
                    List<X509Certificate> chain,
                    @Nullable String applicationUri,
                    @Nullable String @Nullable [] hostnames)
                    throws UaException {
                X509Certificate client = chain.getFirst();
                if (!trustList.getTrustedCertificates().contains(client)) {
                    trustList.addTrustedCertificate(client);
                }
                strict.validateCertificateChain(chain, applicationUri, hostnames);
            }
        };
    }

    private static void restrictToOwner(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, java.nio.file.attribute.PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static final class Factory extends RsaSha256CertificateFactory {

        private final String host;

        Factory(String host) {
            this.host = host;
        }

        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) throws Exception {
            SelfSignedCertificateBuilder builder = new SelfSignedCertificateBuilder(keys)
                    .setValidityPeriod(Period.ofYears(20))
                    .setCommonName("Millwright Simulator")
                    .setOrganization("Millwright")
                    .setApplicationUri(APPLICATION_URI)
                    .addDnsName("localhost")
                    .addIpAddress("127.0.0.1");
            if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
                if (host.matches("[0-9.]+|.*:.*")) {
                    builder.addIpAddress(host);
                } else {
                    builder.addDnsName(host);
                }
            }
            return new X509Certificate[] {builder.build()};
        }
    }
}
