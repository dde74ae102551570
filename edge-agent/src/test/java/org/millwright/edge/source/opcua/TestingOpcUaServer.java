package org.millwright.edge.source.opcua;

import static java.util.Objects.requireNonNull;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_X509;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAttributeServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSubscriptionServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultViewServiceSet;
import org.eclipse.milo.opcua.sdk.server.subscriptions.Subscription;
import org.eclipse.milo.opcua.sdk.server.subscriptions.SubscriptionManager;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SetPublishingModeRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.SetPublishingModeResponse;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A real OPC UA server in this process: security, users, and nodes whose values a test pushes. */
public final class TestingOpcUaServer implements AutoCloseable {

    public static final String USER = "operator";
    public static final String PASSWORD = "right";

    /** What survives a restart: the port and the certificate. */
    public record Place(int port, KeyPair keys, X509Certificate certificate) {

        public static Place free() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
                X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                        .setCommonName("testing server")
                        .setApplicationUri(APPLICATION_URI)
                        .addDnsName("some-other-host")
                        .build();
                return new Place(socket.getLocalPort(), keys, certificate);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        public String endpoint() {
            return "opc.tcp://127.0.0.1:" + port + "/test";
        }
    }

    /** How one server differs from the usual one. */
    public record Options(
            boolean trustsEveryClient,
            boolean onlySecure,
            List<String> namespacesBefore,
            OpcUaServerConfigLimits limits) {
        public static final Options USUAL = new Options(true, false, List.of());

        public Options(boolean trustsEveryClient, boolean onlySecure, List<String> namespacesBefore) {
            this(trustsEveryClient, onlySecure, namespacesBefore, new OpcUaServerConfigLimits() {});
        }

        static Options limited(OpcUaServerConfigLimits limits) {
            return new Options(true, false, List.of(), limits);
        }
    }

    private static final String APPLICATION_URI = "urn:millwright:testing-server";

    private final OpcUaServer server;
    private final TestingNamespace namespace;
    private final Place place;
    private final AtomicInteger historyRefusals = new AtomicInteger();
    private final Set<NodeId> closed = ConcurrentHashMap.newKeySet();
    private volatile Predicate<Boolean> refusesPublishing = goOn -> false;
    private volatile Duration ahead = Duration.ZERO;

    public TestingOpcUaServer() {
        this(Place.free(), Options.USUAL);
    }

    public TestingOpcUaServer(Place place, Options options) {
        this.place = place;
        try {
            server = new OpcUaServer(config(options), profile -> transport(profile));
            for (String uri : options.namespacesBefore) {
                server.getNamespaceTable().add(uri);
            }
            namespace = new TestingNamespace(server);
            namespace.startup();
            server.addServiceSet("/test", subscriptionServices());
            server.addServiceSet("/test", attributeServices());
            server.addServiceSet("/test", viewServices());
            server.startup().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the testing server does not start", e);
        }
    }

    private DefaultSubscriptionServiceSet subscriptionServices() {
        return new DefaultSubscriptionServiceSet(server) {
            @Override
            public SetPublishingModeResponse onSetPublishingMode(
                    ServiceRequestContext context, SetPublishingModeRequest request) throws UaException {
                if (refusesPublishing.test(request.getPublishingEnabled())) {
                    throw new UaException(StatusCodes.Bad_OutOfMemory);
                }
                return super.onSetPublishingMode(context, request);
            }

            @Override
            public CompletableFuture<PublishResponse> onPublish(ServiceRequestContext context, PublishRequest request) {
                return super.onPublish(context, request).thenApply(TestingOpcUaServer.this::byOurClock);
            }
        };
    }

    private PublishResponse byOurClock(PublishResponse response) {
        NotificationMessage message = response.getNotificationMessage();
        Instant published =
                requireNonNull(message.getPublishTime()).getJavaInstant().plus(ahead);
        return new PublishResponse(
                response.getResponseHeader(),
                response.getSubscriptionId(),
                response.getAvailableSequenceNumbers(),
                response.getMoreNotifications(),
                new NotificationMessage(
                        message.getSequenceNumber(), new DateTime(published), message.getNotificationData()),
                response.getResults(),
                response.getDiagnosticInfos());
    }

    private DefaultViewServiceSet viewServices() {
        return new DefaultViewServiceSet(server) {
            @Override
            public BrowseResponse onBrowse(ServiceRequestContext context, BrowseRequest request) throws UaException {
                BrowseResponse response = super.onBrowse(context, request);
                BrowseDescription[] asked = requireNonNull(request.getNodesToBrowse());
                BrowseResult[] results = requireNonNull(response.getResults());
                for (int i = 0; i < asked.length; i++) {
                    if (closed.contains(asked[i].getNodeId())) {
                        results[i] = new BrowseResult(new StatusCode(StatusCodes.Bad_UserAccessDenied), null, null);
                    }
                }
                return response;
            }
        };
    }

    /** Nobody may look what is below a folder any more. */
    void refuseToBrowse(String folder) {
        closed.add(new NodeId(namespace.getNamespaceIndex(), folder));
    }

    private DefaultAttributeServiceSet attributeServices() {
        return new DefaultAttributeServiceSet(server) {
            @Override
            public HistoryReadResponse onHistoryRead(ServiceRequestContext context, HistoryReadRequest request)
                    throws UaException {
                if (historyRefusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new UaException(StatusCodes.Bad_TooManyOperations);
                }
                return super.onHistoryRead(context, request);
            }
        };
    }

    /** The next so many questions for histories are too much for it. */
    void refuseHistory(int times) {
        historyRefusals.set(times);
    }

    /** @param refuses what it will not do: have a subscription go on (true), or pause it (false) */
    void refusePublishing(Predicate<Boolean> refuses) {
        refusesPublishing = refuses;
    }

    private static OpcTcpServerTransport transport(TransportProfile profile) {
        assert profile == TransportProfile.TCP_UASC_UABINARY;
        return new OpcTcpServerTransport(
                OpcTcpServerTransportConfig.newBuilder().build());
    }

    private OpcUaServerConfig config(Options options) throws Exception {
        var trust = new MemoryTrustListManager();
        var quarantine = new MemoryCertificateQuarantine();
        CertificateValidator validator = options.trustsEveryClient
                ? (chain, uri, hosts) -> {}
                : new DefaultServerCertificateValidator(trust, quarantine);
        var group = DefaultApplicationGroup.createAndInitialize(
                trust,
                new MemoryCertificateStore(),
                new RsaSha256CertificateFactory() {
                    @Override
                    protected KeyPair createRsaSha256KeyPair() {
                        return place.keys();
                    }

                    @Override
                    protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keyPair) {
                        return new X509Certificate[] {place.certificate()};
                    }
                },
                validator);
        return OpcUaServerConfig.builder()
                .setApplicationUri(APPLICATION_URI)
                .setApplicationName(LocalizedText.english("testing server"))
                .setProductUri(APPLICATION_URI)
                .setEndpoints(endpoints(options))
                .setLimits(options.limits())
                .setCertificateManager(new DefaultCertificateManager(quarantine, group))
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new UsernameIdentityValidator(challenge ->
                                USER.equals(challenge.getUsername()) && PASSWORD.equals(challenge.getPassword())),
                        new X509IdentityValidator(certificate ->
                                certificate.getSubjectX500Principal().getName().contains("CN=trusted-user"))))
                .build();
    }

    private Set<EndpointConfig> endpoints(Options options) {
        EndpointConfig.Builder base = EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress("127.0.0.1")
                .setBindPort(place.port())
                // As in many plants, the server calls itself something that nobody here can resolve.
                .setHostname("plc-7.plant.invalid")
                .setPath("/test")
                .setCertificate(place.certificate())
                .addTokenPolicies(USER_TOKEN_POLICY_ANONYMOUS, USER_TOKEN_POLICY_USERNAME, USER_TOKEN_POLICY_X509);
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        endpoints.add(base.copy()
                .setSecurityPolicy(SecurityPolicy.Basic256Sha256)
                .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                .build());
        endpoints.add(base.copy()
                .setPath(options.onlySecure ? "/test/discovery" : "/test")
                .setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .build());
        return endpoints;
    }

    public String endpoint() {
        return place.endpoint();
    }

    public Place place() {
        return place;
    }

    public TestingNamespace nodes() {
        return namespace;
    }

    /** The subscriptions of all clients. */
    List<Subscription> subscriptions() {
        return List.copyOf(server.getSubscriptions().values());
    }

    /** Deletes a subscription without a word to its client. */
    void forget(Subscription subscription) {
        subscription.deleteSubscription();
        subscription.getSubscriptionManager().removeSubscription(subscription.getId());
        server.getSubscriptions().remove(subscription.getId());
    }

    /** How many messages the server still keeps because no client has acknowledged them. */
    int unacknowledged() {
        return subscriptions().stream()
                .mapToInt(each -> each.getAvailableSequenceNumbers().length)
                .sum();
    }

    /** Ids are counted by the process, not by the server: a test that restarts a server starts them over. */
    static void countSubscriptionsFrom(long id) throws ReflectiveOperationException {
        Field ids = SubscriptionManager.class.getDeclaredField("SUBSCRIPTION_IDS");
        ids.setAccessible(true);
        ((AtomicLong) ids.get(null)).set(id);
    }

    /** As when another program is loaded. */
    void addNamespace(String uri) {
        server.getNamespaceTable().add(uri);
    }

    /** Sets the server's clock, as far as it tells of it: in its status, and when it published a message. */
    void setClock(Duration ahead) {
        this.ahead = ahead;
        tellNow(NodeIds.Server_ServerStatus_CurrentTime, ahead);
    }

    /** As small servers do that take the time of the question for that of their start. */
    void startAnewWithEachQuestion() {
        tellNow(NodeIds.Server_ServerStatus_StartTime, Duration.ZERO);
    }

    private void tellNow(NodeId node, Duration ahead) {
        UaNode time = server.getAddressSpaceManager().getManagedNode(node).orElseThrow();
        time.getFilterChain().addFirst(AttributeFilters.getValue(context -> {
            Instant now = Instant.now().plus(ahead);
            return new DataValue(new Variant(new DateTime(now)));
        }));
    }

    /** How many sessions are open. */
    public int sessions() {
        return server.getSessionManager().getAllSessions().size();
    }

    @Override
    public void close() {
        try {
            namespace.shutdown();
            server.shutdown().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the testing server does not stop", e);
        }
    }
}
