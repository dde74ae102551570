package org.millwright.edge.bench;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.millwright.edge.latency.Latency;
import org.millwright.edge.latency.LatencyRecord;

/**
 * The yardstick for the source: Milo's client as its own examples use it, on the same load with the same security. It
 * counts the values and does nothing else. Prints {@code ready}, then one line of figures each time it reads a line.
 *
 * <p>Arguments: endpoint, signals, period in milliseconds. The password of user {@code operator} is in the environment.
 */
final class BareClient {

    private static final String NAMESPACE = "urn:millwright:simulator";
    private static final String APPLICATION_URI = "urn:millwright:bench";
    private static final int MESSAGE_BYTES = 64 * 1024 * 1024;

    private final LongAdder values = new LongAdder();
    private volatile LatencyRecord sourceToReceived = new LatencyRecord();

    private BareClient() {}

    public static void main(String[] arguments) throws Exception {
        BareClient client = new BareClient();
        try (var in = new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))) {
            client.subscribe(arguments[0], Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(client.figures());
            }
        }
        System.exit(0);
    }

    private void subscribe(String endpoint, int signals, double periodMillis) throws Exception {
        OpcUaClient client = OpcUaClient.create(config(endpoint));
        client.connect();
        var namespace = client.getNamespaceTable().getIndex(NAMESPACE);
        OpcUaSubscription subscription = new OpcUaSubscription(client, periodMillis);
        subscription.setMaxNotificationsPerPublish(uint(65_535));
        subscription.setMaxMonitoredItemsPerCall(uint(1_000));
        subscription.setSubscriptionListener(new OpcUaSubscription.SubscriptionListener() {
            @Override
            public void onDataReceived(OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> data) {
                count(data);
            }
        });
        subscription.create();
        for (int i = 0; i < signals; i++) {
            OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(new NodeId(namespace, "Load." + i));
            item.setSamplingInterval(periodMillis);
            item.setQueueSize(uint(10));
            subscription.addMonitoredItem(item);
        }
        subscription.synchronizeMonitoredItems();
    }

    private void count(List<DataValue> data) {
        Instant now = Instant.now();
        LatencyRecord record = sourceToReceived;
        for (DataValue value : data) {
            var source = value.sourceTime();
            if (source != null) {
                record.record(
                        java.time.Duration.between(source.getJavaInstant(), now).toNanos());
            }
        }
        values.add(data.size());
    }

    private static OpcUaClientConfig config(String endpoint) throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("Millwright bench")
                .setApplicationUri(APPLICATION_URI)
                .build();
        EndpointDescription chosen = DiscoveryClient.getEndpoints(endpoint + "/discovery").get().stream()
                .filter(offered -> SecurityPolicy.Basic256Sha256.getUri().equals(offered.getSecurityPolicyUri()))
                .findFirst()
                .orElseThrow();
        return OpcUaClientConfig.builder()
                .setApplicationUri(APPLICATION_URI)
                .setKeyPair(keys)
                .setCertificate(certificate)
                .setCertificateChain(new X509Certificate[] {certificate})
                .setCertificateValidator((chain, uri, hosts) -> {})
                .setIdentityProvider(new UsernameProvider("operator", System.getenv("PLANT_PASSWORD")))
                .setEndpoint(chosen)
                .setEncodingLimits(new EncodingLimits(65_535, MESSAGE_BYTES / 8_192, MESSAGE_BYTES, 64))
                .build();
    }

    private String figures() {
        Latency latency = sourceToReceived.read();
        sourceToReceived = new LatencyRecord();
        return Figures.json(values.sum(), latency);
    }
}
