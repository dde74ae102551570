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
 * @param history what is kept of the variables' past
 * @param quirks what makes it hard to live with
 */
public record ServerSettings(
        String host,
        int port,
        Path dataFolder,
        @Nullable String password,
        boolean anonymous,
        boolean withoutSecurity,
        boolean trustAllClients,
        HistorySettings history,
        ServerQuirks quirks) {

    public ServerSettings {
        requireNonNull(host, "host is null");
        requireNonNull(dataFolder, "dataFolder is null");
        requireNonNull(history, "history is null");
        requireNonNull(quirks, "quirks is null");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": must be 1 to 65535");
        }
    }

    /** Without history and quirks. */
    public ServerSettings(
            String host,
            int port,
            Path dataFolder,
            @Nullable String password,
            boolean anonymous,
            boolean withoutSecurity,
            boolean trustAllClients) {
        this(
                host,
                port,
                dataFolder,
                password,
                anonymous,
                withoutSecurity,
                trustAllClients,
                HistorySettings.OFF,
                ServerQuirks.NONE);
    }

    public ServerSettings with(HistorySettings newHistory, ServerQuirks newQuirks) {
        return new ServerSettings(
                host, port, dataFolder, password, anonymous, withoutSecurity, trustAllClients, newHistory, newQuirks);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ServerSettings[" + host + ":" + port + ", " + dataFolder + "]";
    }
}
