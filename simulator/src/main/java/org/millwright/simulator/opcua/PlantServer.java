package org.millwright.simulator.opcua;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.util.HostnameUtil;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.millwright.simulator.process.CannotStart;

/**
 * An OPC UA server (OPC 10000) whose variables are pushed. Add folders and variables, then {@link #listen()}: no client
 * ever meets half an address space.
 */
public final class PlantServer implements AutoCloseable {

    private static final String PATH = "/millwright";

    private final ServerSettings settings;
    private final ServerIdentity identity;
    private final OpcUaServer server;
    private final PlantNamespace namespace;

    /** Makes or loads the certificate; the first time takes a second or so. Does not listen yet. */
    public PlantServer(ServerSettings settings) {
        this.settings = settings;
        try {
            this.identity = new ServerIdentity(settings);
            QuirkyServer quirky = new QuirkyServer(settings.quirks());
            this.server = new OpcUaServer(
                    config(settings, identity, quirky), profile -> new OpcTcpServerTransport(quirky.transport()));
            quirky.apply(server);
        } catch (Exception e) {
            throw new CannotStart(
                    "the OPC UA server's certificate or trust list in " + settings.dataFolder() + " cannot be used ("
                            + e + "): make the folder writable, or remove it to have a new certificate made",
                    e);
        }
        this.namespace =
                new PlantNamespace(server, settings.history(), settings.quirks().queue());
        this.namespace.startup();
        server.addServiceSet(PATH, new HistoryService(server, namespace.historyReads()));
        server.addServiceSet(PATH, new ItemService(server, settings.quirks().itemsPerSubscription()));
    }

    /** Adds a folder below {@code Objects}. */
    public Folder folder(String name) {
        return new Folder(namespace, namespace.addFolderBelowObjects(name), name);
    }

    /** Opens the port. */
    public void listen() {
        try {
            server.startup().join();
        } catch (CompletionException e) {
            throw new CannotStart(
                    "OPC UA cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getCause(), e);
        }
        if (server.getBoundEndpoints().size()
                < server.getConfig().getEndpoints().size()) {
            throw new CannotStart("OPC UA cannot listen on " + settings.host() + ":" + settings.port()
                    + ": stop what uses the port, or choose another");
        }
    }

    public String endpointUrl() {
        return "opc.tcp://" + shownHost(settings) + ":" + settings.port() + PATH;
    }

    /** Value changes that went to the variables so far, whether or not anyone listened. */
    public long published() {
        return namespace.published();
    }

    /** What the kept past of all variables takes in memory. */
    public long historyBytes() {
        return namespace.historyBytes();
    }

    /** Variables that at least one client monitors now. */
    public long monitored() {
        return namespace.monitored();
    }

    @Override
    public void close() {
        namespace.shutdown();
        server.shutdown().join();
        try {
            identity.close();
        } catch (IOException e) {
            // Only the watch on the trust list's folder: it ends with the process.
            org.slf4j.LoggerFactory.getLogger(PlantServer.class).debug("trust list not closed", e);
        }
    }

    private static OpcUaServerConfig config(ServerSettings settings, ServerIdentity identity, QuirkyServer quirky)
            throws IOException {
        Logins logins = new Logins(settings);
        return OpcUaServerConfig.builder()
                .setApplicationUri(ServerIdentity.APPLICATION_URI)
                .setApplicationName(LocalizedText.english("Millwright Simulator"))
                .setProductUri("urn:millwright:simulator:product")
                .setBuildInfo(new BuildInfo(
                        "urn:millwright:simulator:product",
                        "Millwright",
                        "Millwright Simulator",
                        OpcUaServer.SDK_VERSION,
                        "",
                        DateTime.now()))
                .setCertificateManager(identity.certificates())
                .setLimits(quirky.limits())
                .setIdentityValidator(logins.validator())
                .setEndpoints(endpoints(settings, identity, logins))
                .build();
    }

    private static Set<EndpointConfig> endpoints(ServerSettings settings, ServerIdentity identity, Logins logins) {
        EndpointConfig.Builder any = EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(settings.host())
                .setBindPort(settings.port())
                .setHostname(shownHost(settings))
                .setCertificate(identity.certificate())
                .addTokenPolicies(logins.policies());
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        endpoints.add(any.copy()
                .setPath(PATH)
                .setSecurityPolicy(SecurityPolicy.Basic256Sha256)
                .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                .build());
        if (settings.withoutSecurity()) {
            endpoints.add(any.copy().setPath(PATH).build());
        }
        // Clients may ask which endpoints there are without security (OPC 10000-6, 7.1), and do nothing else there.
        endpoints.add(any.copy().setPath(PATH + "/discovery").build());
        return endpoints;
    }

    private static String shownHost(ServerSettings settings) {
        return settings.host().equals("0.0.0.0") ? HostnameUtil.getHostname() : settings.host();
    }
}
