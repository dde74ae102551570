package org.millwright.edge.source.mqtt;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A broker that cannot be used, and why, in words that name the address and the remedy. */
final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@code reason} is an MQTT 5 reason code where the broker answered, else negative. */
    static BrokerException connecting(URI broker, int reason, Throwable error) {
        String why = reason >= 0x80 ? refusal(reason) : trouble(broker, error);
        return new BrokerException(broker + ": " + why, error);
    }

    static BrokerException unanswered(URI broker, Throwable error) {
        return new BrokerException(broker + ": the subscription was not answered (" + error.getMessage() + ")", error);
    }

    static BrokerException notTaken(URI broker, String what, Throwable error) {
        return new BrokerException(broker + ": " + what + " was not taken (" + error.getMessage() + ")", error);
    }

    /** Why a connection that stood has ended; MQTT 3.1.1 brokers and older ones of MQTT 5 give no reason. */
    static String ending(@Nullable Throwable error) {
        Throwable cause = error == null || error.getCause() == null ? error : error.getCause();
        return cause == null || cause instanceof EOFException
                ? "the broker closed the connection without a reason: is it stopping, does another client use this client id?"
                : "the connection broke (" + (cause.getMessage() == null ? cause : cause.getMessage()) + ")";
    }

    private static String refusal(int reason) {
        return switch (reason) {
            case 0x84 -> "the broker does not speak this version of MQTT: set the other version";
            case 0x85 -> "the broker does not take this client id: set another one";
            case 0x86 -> "user name or password is wrong (0x86): correct the login";
            case 0x87 ->
                "user name, password or rights are wrong (0x87): correct the login, or allow this client in the broker";
            case 0x88, 0x89 -> "the broker is not ready: its own log says why";
            case 0x8A -> "this client is banned by the broker";
            case 0x9F -> "the broker allows no more connections for now";
            default -> "the broker refuses the connection (0x" + Integer.toHexString(reason) + ")";
        };
    }

    private static String trouble(URI broker, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectException e -> {
                    return "nothing listens there: is the broker started, and the port right (1883 plain, 8883 TLS)?";
                }
                case UnknownHostException e -> {
                    return "the host is not known: correct the name, or the gateway's DNS";
                }
                case NoRouteToHostException e -> {
                    return "there is no route to the host: is the network up?";
                }
                case SocketTimeoutException e -> {
                    return "no answer in time: is the address right, does a firewall swallow it?";
                }
                case CertificateException e -> {
                    return "the broker's certificate is not trusted (" + deepest(e)
                            + "): give the CA that signed it as tls.certificate-authority, and the host as the certificate names it";
                }
                case SSLException e
                when e.getCause() == null -> {
                    return tls(String.valueOf(e.getMessage()));
                }
                default -> {}
            }
        }
        return "the connection failed (" + deepest(error) + "): "
                + (BrokerAddress.isTls(broker)
                        ? "does the port speak TLS (else use tcp://), does the broker ask for a client certificate?"
                        : "does the port expect TLS (ssl://), does the broker's log say more?");
    }

    private static String tls(String message) {
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the port does not speak TLS: use tcp://, or the broker's TLS port";
        }
        return "TLS failed (" + message
                + "): does the broker ask for a client certificate, does it allow TLS 1.2 or 1.3?";
    }

    private static String deepest(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
