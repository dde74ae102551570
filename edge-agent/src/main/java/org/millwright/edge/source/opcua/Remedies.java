package org.millwright.edge.source.opcua;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** What went wrong, in one sentence that ends with what to do about it. */
final class Remedies {

    private Remedies() {}

    static String ofConnect(OpcUaSourceConfig config, Path certificate, Throwable thrown) {
        String endpoint = config.endpoint();
        // The network's own words say more than the status code that is wrapped around them.
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<String> sentence = ofNetwork(endpoint, cause);
            if (sentence.isPresent()) {
                return sentence.get();
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UaException status) {
                return ofStatus(config, certificate, status);
            }
        }
        return endpoint + " failed: " + thrown;
    }

    private static Optional<String> ofNetwork(String endpoint, Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case OpcUaException known -> known.getMessage();
                    case UnknownHostException ignored -> unknownHost(endpoint);
                    case UnresolvedAddressException ignored -> unknownHost(endpoint);
                    case ConnectTimeoutException ignored -> noAnswer(endpoint);
                    case TimeoutException ignored -> noAnswer(endpoint);
                    case NoRouteToHostException ignored ->
                        endpoint + " cannot be reached from this network: check address, route and firewall";
                    case ConnectException ignored -> refused(endpoint);
                    default -> null;
                });
    }

    private static String refused(String endpoint) {
        return endpoint + " refused the connection: check that the server runs and listens on port "
                + EndpointUtil.getPort(endpoint);
    }

    private static String unknownHost(String endpoint) {
        return "the host of " + endpoint + " is not known: correct the endpoint, or name the host by its IP address";
    }

    private static String noAnswer(String endpoint) {
        return endpoint + " does not answer: check that the server is up and that no firewall is between";
    }

    private static String ofStatus(OpcUaSourceConfig config, Path certificate, UaException e) {
        long code = e.getStatusCode().value();
        String endpoint = config.endpoint();
        if (code == StatusCodes.Bad_UserAccessDenied
                || code == StatusCodes.Bad_IdentityTokenRejected
                || code == StatusCodes.Bad_IdentityTokenInvalid) {
            return endpoint + " refused " + who(config.login()) + " (" + Statuses.name(code)
                    + "): correct the login, or" + " give that user access on the server";
        }
        if (code == StatusCodes.Bad_SecurityChecksFailed
                || code == StatusCodes.Bad_CertificateUntrusted
                || code == StatusCodes.Bad_CertificateUriInvalid
                || code == StatusCodes.Bad_CertificateInvalid) {
            return endpoint + " does not accept this agent's certificate (" + Statuses.name(code)
                    + "): trust it on the server; it is " + certificate;
        }
        if (code == StatusCodes.Bad_SecurityPolicyRejected || code == StatusCodes.Bad_SecurityModeRejected) {
            return endpoint + " rejected the security policy (" + Statuses.name(code)
                    + "): enable Basic256Sha256 with SignAndEncrypt on the server";
        }
        if (Statuses.isFull(code)) {
            return endpoint + " has no room for another client (" + Statuses.name(code)
                    + "): end one, or raise the server's limit; the session of an agent that was killed is free again after "
                    + Connector.SESSION_TIMEOUT.toSeconds() + " s";
        }
        if (code == StatusCodes.Bad_Timeout) {
            return noAnswer(endpoint);
        }
        if (code == StatusCodes.Bad_TcpEndpointUrlInvalid) {
            return endpoint + " is not an endpoint of that server: correct the path behind the port";
        }
        if (code == StatusCodes.Bad_ConnectionRejected) {
            return refused(endpoint);
        }
        if (code == StatusCodes.Bad_ConnectionClosed) {
            return endpoint + " closed the connection (" + Statuses.name(code)
                    + "): if it comes again, see the server's log; it may not trust " + certificate;
        }
        return endpoint + " answered " + Statuses.name(code) + ": " + e.getMessage();
    }

    private static String who(Login login) {
        return switch (login) {
            case Login.Anonymous() -> "an anonymous login";
            case Login.User user -> "user '" + user.user() + "' with the password given";
            case Login.Certificate user -> "the user certificate " + user.certificate();
        };
    }

    /** Why one node cannot be monitored. */
    static String ofItem(NodeAddress address, long code) {
        String node = NodeResolver.describe(address);
        if (code == StatusCodes.Bad_NodeIdUnknown || code == StatusCodes.Bad_NodeIdInvalid) {
            return "the server has no node " + node + ": browse the server and correct the address";
        }
        if (code == StatusCodes.Bad_AttributeIdInvalid) {
            return node + " is not a variable: name the variable, or put the folder under browse";
        }
        if (code == StatusCodes.Bad_NotReadable || code == StatusCodes.Bad_UserAccessDenied) {
            return node + " may not be read by this login: give it read access on the server";
        }
        return node + " cannot be monitored: " + Statuses.name(code);
    }
}
