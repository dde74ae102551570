package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the OPC UA server is reached and who may enter.
 *
 * @param host address to listen on
 * @param port above 0
 * @param dataFolder for the server's certificate and the trust list
 * @param password of the user {@code operator}; null: nobody logs in by name
 * @param anonymous whether clients may enter without a name
 * @param withoutSecurity whether an endpoint without signing and encryption is offered besides the secure one
 * @param trustAllClients whether a new client's certificate is trusted at first sight, and kept
 */
public record ServerSettings(
        String host,
        int port,
        Path dataFolder,
        @Nullable String password,
        boolean anonymous,
        boolean withoutSecurity,
        boolean trustAllClients) {

    public ServerSettings {
        requireNonNull(host, "host is null");
        requireNonNull(dataFolder, "dataFolder is null");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": must be 1 to 65535");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ServerSettings[" + host + ":" + port + ", " + dataFolder + "]";
    }
}
