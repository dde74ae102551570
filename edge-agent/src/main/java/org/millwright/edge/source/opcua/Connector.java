package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaSession;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions to the one server of a source; each failure is an {@link OpcUaException} that names the remedy. */
final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** A first notification of 65,535 values is far beyond the library's default of 2 MiB. */
    private static final int MESSAGE_BYTES = 64 * 1024 * 1024;

    private static final int CHUNK_BYTES = 65_535;
    private static final int SMALLEST_CHUNK_BYTES = 8_192;
    /** For how long a server keeps the session of a client that says nothing any more. */
    static final Duration SESSION_TIMEOUT = Duration.ofMinutes(2);

    private final OpcUaSourceConfig config;
    private final Pki pki;
    private final Timings timings;
    private final ServerTrust trust;

    Connector(OpcUaSourceConfig config, Pki pki, Timings timings) {
        this.config = config;
        this.pki = pki;
        this.timings = timings;
        this.trust = new ServerTrust(config.name(), pki, config.trust());
    }

    OpcUaClient connect() throws InterruptedException {
        Identity identity = Identity.of(pki);
        try {
            EndpointDescription endpoint = choose(discover());
            OpcUaClient client = OpcUaClient.create(clientConfig(identity, endpoint));
            try {
                await(client.connectAsync(), 4);
                return client;
            } catch (ExecutionException | TimeoutException | InterruptedException e) {
                // Without this the client would go on trying in the background.
                abandon(client);
                throw e;
            }
        } catch (ExecutionException | TimeoutException | UaException e) {
            throw new OpcUaException(sentence(e), e);
        }
    }

    /** Ends a client without waiting for it. */
    static void abandon(OpcUaClient client) {
        var _ = client.disconnectAsync().whenComplete((gone, failure) -> LOG.debug("abandoned", failure));
    }

    /**
     * Ends a connection; waits for it no longer than two requests may take.
     *
     * @param keepSubscriptions leaves them at the server, which holds what comes until they are taken over or time out
     */
    void leave(OpcUaClient client, boolean keepSubscriptions) {
        try {
            if (keepSubscriptions && !letGo(client)) {
                abandon(client);
                return;
            }
            client.disconnectAsync().get(timings.request().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is gone already, or will be when the server's own timeout strikes.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the server was told; the library would have it delete the subscriptions with the session. */
    private boolean letGo(OpcUaClient client) throws ExecutionException, InterruptedException {
        CompletableFuture<OpcUaSession> session = client.getSessionAsync();
        try {
            OpcUaSession open = session.get(0, TimeUnit.MILLISECONDS);
            CloseSessionRequest request =
                    new CloseSessionRequest(client.newRequestHeader(open.getAuthenticationToken()), false);
            await(client.sendRequestAsync(request), 1);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            // The line is down: nothing must be sent over it when it comes back.
            var _ = client.getTransport().disconnect();
            return false;
        }
    }

    /** What {@code failure} of a connection means and what to do about it. */
    String sentence(Exception failure) {
        return trust.takeRefusal().orElseGet(() -> Remedies.ofConnect(config, pki.ownCertificate(), failure));
    }

    private <T> T await(CompletableFuture<T> answer, int requests)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(timings.request().toMillis() * requests, TimeUnit.MILLISECONDS);
    }

    private List<EndpointDescription> discover() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return await(DiscoveryClient.getEndpoints(config.endpoint()), 2);
        } catch (ExecutionException e) {
            if (UaException.extract(e).isEmpty()) {
                throw e;
            }
            // A server without an unsecured endpoint answers at .../discovery only (OPC 10000-6, 7.2).
            String slash = config.endpoint().endsWith("/") ? "" : "/";
            return await(DiscoveryClient.getEndpoints(config.endpoint() + slash + "discovery"), 2);
        }
    }

    private EndpointDescription choose(List<EndpointDescription> offered) {
        boolean secure = config.security() == Security.BASIC256SHA256;
        SecurityPolicy policy = secure ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None;
        MessageSecurityMode mode = secure ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None;
        return offered.stream()
                .filter(endpoint -> policy.getUri().equals(endpoint.getSecurityPolicyUri())
                        && endpoint.getSecurityMode() == mode
                        && !String.valueOf(endpoint.getEndpointUrl()).endsWith("/discovery"))
                .findFirst()
                .map(this::keepHost)
                .orElseThrow(() -> new OpcUaException(config.endpoint() + " does not offer "
                        + policy.name() + " with " + mode + ", only " + describe(offered) + ": "
                        + (secure
                                ? "enable it on the server, or set security: none where the network is closed"
                                : "remove security: none from the configuration")));
    }

    /** Servers name themselves by a host name that is often unknown here: the way we came in is the way that works. */
    private EndpointDescription keepHost(EndpointDescription endpoint) {
        return EndpointUtil.updateUrl(
                endpoint, EndpointUtil.getHost(config.endpoint()), EndpointUtil.getPort(config.endpoint()));
    }

    private static String describe(List<EndpointDescription> offered) {
        return offered.stream()
                .map(endpoint -> SecurityPolicy.fromUriSafe(endpoint.getSecurityPolicyUri())
                                .map(Enum::name)
                                .orElse(endpoint.getSecurityPolicyUri())
                        + " with " + endpoint.getSecurityMode())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private OpcUaClientConfig clientConfig(Identity identity, EndpointDescription endpoint) {
        return OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Millwright edge agent"))
                .setApplicationUri(identity.applicationUri())
                .setProductUri("urn:millwright:edge-agent")
                .setSessionName(() -> "millwright " + config.name())
                .setKeyPair(identity.keys())
                .setCertificate(identity.certificate())
                .setCertificateChain(new X509Certificate[] {identity.certificate()})
                .setCertificateValidator(trust)
                .setIdentityProvider(login())
                .setEndpoint(endpoint)
                .setRequestTimeout(uint(timings.request().toMillis()))
                .setSessionTimeout(uint(SESSION_TIMEOUT.toMillis()))
                .setKeepAliveInterval(uint(timings.keepAlive().toMillis()))
                .setKeepAliveTimeout(uint(timings.keepAlive().toMillis()))
                .setEncodingLimits(new EncodingLimits(
                        CHUNK_BYTES,
                        MESSAGE_BYTES / SMALLEST_CHUNK_BYTES * 2,
                        MESSAGE_BYTES,
                        EncodingLimits.DEFAULT_MAX_RECURSION_DEPTH))
                .build();
    }

    private IdentityProvider login() {
        return switch (config.login()) {
            case Login.Anonymous() -> new AnonymousProvider();
            case Login.User(String user, Secret password) -> new UsernameProvider(user, password.reveal(), trust);
            case Login.Certificate login -> certificate(login);
        };
    }

    private static IdentityProvider certificate(Login.Certificate login) {
        try {
            List<X509Certificate> chain = Pki.certificates(login.certificate());
            String passphrase = login.passphrase().map(Secret::reveal).orElse("");
            return new X509IdentityProvider(chain, Pem.privateKey(Files.readString(login.privateKey()), passphrase));
        } catch (IOException | GeneralSecurityException e) {
            throw new OpcUaException(
                    "the user certificate " + login.certificate() + " or its key " + login.privateKey()
                            + " cannot be read (" + e.getMessage() + "): give a certificate (DER or PEM) and a private"
                            + " key (PKCS#8, PEM)",
                    e);
        }
    }
}
