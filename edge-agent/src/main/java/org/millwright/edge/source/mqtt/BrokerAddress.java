package org.millwright.edge.source.mqtt;

import java.net.URI;
import java.util.Locale;

/** The address in the configuration as Paho wants it. */
final class BrokerAddress {

    private BrokerAddress() {}

    static boolean isTls(URI broker) {
        return switch (String.valueOf(broker.getScheme()).toLowerCase(Locale.ROOT)) {
            case "ssl", "tls", "mqtts" -> true;
            default -> false;
        };
    }

    /** With the port that IANA lists where the address has none. */
    static String forPaho(URI broker) {
        int port = broker.getPort() > 0 ? broker.getPort() : isTls(broker) ? 8883 : 1883;
        return (isTls(broker) ? "ssl://" : "tcp://") + broker.getHost() + ":" + port;
    }
}
