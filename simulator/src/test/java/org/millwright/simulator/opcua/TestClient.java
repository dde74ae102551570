package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** A real Milo client, for tests of this module. */
public final class TestClient implements AutoCloseable {

    private final OpcUaClient client;

    private TestClient(OpcUaClient client) {
        this.client = client;
    }

    /** Signed and encrypted, with a certificate that all tests share. */
    public static TestClient secure(String url, IdentityProvider identity) throws Exception {
        return secure(url, identity, Credentials.SHARED);
    }

    static TestClient secure(String url, IdentityProvider identity, Credentials credentials) throws Exception {
        return connect(url, SecurityPolicy.Basic256Sha256, identity, credentials);
    }

    public static TestClient withoutSecurity(String url, IdentityProvider identity) throws Exception {
        return connect(url, SecurityPolicy.None, identity, Credentials.SHARED);
    }

    public static IdentityProvider operator(String password) {
        return new UsernameProvider("operator", password);
    }

    public static IdentityProvider anonymous() {
        return AnonymousProvider.INSTANCE;
    }

    private static TestClient connect(
            String url, SecurityPolicy policy, IdentityProvider identity, Credentials credentials) throws Exception {
        OpcUaClient client = OpcUaClient.create(
                url,
                endpoints -> endpoints.stream()
                        .filter(e -> policy.getUri().equals(e.getSecurityPolicyUri()))
                        .findFirst(),
                transport -> {},
                config -> config.setApplicationUri("urn:millwright:test:client")
                        .setKeyPair(credentials.keys())
                        .setCertificate(credentials.certificate())
                        .setCertificateChain(new X509Certificate[] {credentials.certificate()})
                        .setIdentityProvider(identity)
                        // A busy build machine is no reason to give a session up.
                        .setKeepAliveFailuresAllowed(uint(20))
                        .setRequestTimeout(uint(30_000)));
        try {
            client.connect();
        } catch (UaException e) {
            client.disconnectAsync().join();
            throw e;
        }
        return new TestClient(client);
    }

    record Credentials(KeyPair keys, X509Certificate certificate) {

        /** Making a key takes up to a second, so most tests share one. */
        static final Credentials SHARED = create();

        static Credentials create() {
            try {
                return generate();
            } catch (Exception e) {
                throw new IllegalStateException("no certificate for the test client", e);
            }
        }

        private static Credentials generate() throws Exception {
            KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
            return new Credentials(
                    keys,
                    new SelfSignedCertificateBuilder(keys)
                            .setCommonName("test client")
                            .setApplicationUri("urn:millwright:test:client")
                            .build());
        }
    }

    OpcUaClient milo() {
        return client;
    }

    public NodeId node(String id) {
        return new NodeId(
                Optional.ofNullable(client.getNamespaceTable().getIndex(PlantNamespace.URI))
                        .orElseThrow(),
                id);
    }

    public static Instant sourceTime(DataValue value) {
        return requireNonNull(value.sourceTime(), "no source time").getJavaInstant();
    }

    public DataValue read(String id) throws UaException {
        return client.readValue(0, TimestampsToReturn.Both, node(id));
    }

    /** The value alone; there must be one. */
    public Object value(String id) throws UaException {
        return requireNonNull(read(id).value().value(), id + " has no value");
    }

    public StatusCode write(String id, Object value) throws UaException {
        return client.writeValues(List.of(node(id)), List.of(DataValue.valueOnly(new Variant(value))))
                .getFirst();
    }

    /** @param listener told each value with its node's id, on the client's thread */
    public OpcUaSubscription subscribe(
            List<String> ids, double publishingMillis, int queueSize, BiConsumer<String, DataValue> listener)
            throws UaException {
        return subscribe(ids, publishingMillis, queueSize, listener, subscription -> {});
    }

    private OpcUaSubscription subscribe(
            List<String> ids,
            double publishingMillis,
            int queueSize,
            BiConsumer<String, DataValue> listener,
            Consumer<OpcUaSubscription> more)
            throws UaException {
        OpcUaSubscription subscription = new OpcUaSubscription(client, publishingMillis);
        subscription.setMaxNotificationsPerPublish(uint(65_535));
        more.accept(subscription);
        subscription.create();
        for (String id : ids) {
            OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node(id));
            item.setSamplingInterval(0);
            item.setQueueSize(uint(queueSize));
            item.setDataValueListener((source, value) -> listener.accept(id, value));
            subscription.addMonitoredItem(item);
        }
        subscription.createMonitoredItems();
        return subscription;
    }

    @Override
    public void close() throws UaException {
        client.disconnect();
    }
}
