package org.millwright.simulator;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.opcua.HistorySettings;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Folders;
import org.millwright.simulator.process.Ports;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the OPC UA server is reached and who may enter: the same for every command that has one. */
final class OpcUaOptions {

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--opcua-port",
            defaultValue = "4840",
            description = "0 takes a free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--password-env",
            defaultValue = "MILLWRIGHT_OPCUA_PASSWORD",
            description = "Environment variable with the password of user operator (default ${DEFAULT-VALUE}).")
    private String passwordVariable = "";

    @Option(names = "--anonymous", description = "Let clients in without a name.")
    private boolean anonymous;

    @Option(names = "--without-security", description = "Also offer an endpoint without signing and encryption.")
    private boolean withoutSecurity;

    @Option(
            names = "--trust-all-clients",
            description = "Trust each new client's certificate at first sight, and keep it.")
    private boolean trustAllClients;

    @Option(names = "--exit-with-parent", description = "End when standard input is closed.")
    private boolean exitWithParent;

    @Option(
            names = "--history",
            description = "How long clients can read values back, such as 2h; 0s is not at all (default: 2h for run,"
                    + " else 0s).")
    private @Nullable Duration history;

    @Mixin
    private QuirkOptions quirks = new QuirkOptions();

    String host() {
        return host;
    }

    boolean exitWithParent() {
        return exitWithParent;
    }

    /**
     * Checks everything that can be checked before a server is started.
     *
     * @param folderOption the option that named {@code folder}, for messages
     * @param usualHistory where none is asked for
     */
    ServerSettings settings(String folderOption, Path folder, Duration usualHistory) {
        @Nullable String password = System.getenv(passwordVariable);
        if (password == null && !anonymous) {
            throw new CannotStart("user operator has no password: set the environment variable " + passwordVariable
                    + ", name another with --password-env, or let everyone in with --anonymous");
        }
        int actualPort = Ports.reserve("OPC UA", "--opcua-port", host, port);
        Path written = Folders.writable(folderOption, folder).resolve("opcua");
        return new ServerSettings(host, actualPort, written, password, anonymous, withoutSecurity, trustAllClients)
                .with(history(usualHistory), quirks.quirks());
    }

    private HistorySettings history(Duration usual) {
        try {
            return new HistorySettings(history == null ? usual : history, HistorySettings.USUAL_BYTES);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("--history: " + e.getMessage(), e);
        }
    }
}
