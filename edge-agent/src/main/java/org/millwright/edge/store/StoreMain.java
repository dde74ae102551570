package org.millwright.edge.store;

import io.questdb.Bootstrap;
import io.questdb.DefaultBootstrapConfiguration;
import io.questdb.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process of the embedded store. It says {@link #READY} or {@link #FAILED} on its standard output, and ends when its
 * standard input does: when the agent closes it, and when the agent dies, however it dies.
 */
public final class StoreMain {

    static final String READY = "millwright-store ready";
    static final String FAILED = "millwright-store failed: ";

    private StoreMain() {}

    /** Arguments: folder, port. */
    @SuppressWarnings("SystemOut") // the agent reads it
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int exit = 0;
        try {
            StoreSettings.write(folder, port);
            try (ServerMain server = new ServerMain(new Bootstrap(new Settled(), "-d", folder.toString()))) {
                server.start();
                System.out.println(READY);
                waitForEndOfInput();
            }
        } catch (Throwable e) {
            System.out.println(FAILED + sentence(e, folder, port));
            exit = 1;
        }
        System.exit(exit);
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // The agent writes nothing.
        }
    }

    private static String sentence(Throwable e, Path folder, int port) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        if (message.contains("cannot lock")) {
            return "folder " + folder + " is in use by another store: stop it, or set another store folder";
        }
        if (message.contains("could not bind")) {
            return "port " + port + " is taken: stop what uses it, or set another store port";
        }
        return message.isEmpty() ? e.toString() : message;
    }

    /** Only our file counts: no {@code QDB_} variable of the machine changes how the store runs. */
    private static final class Settled extends DefaultBootstrapConfiguration {

        @Override
        public Map<String, String> getEnv() {
            return Map.of();
        }

        @Override
        public String getBanner() {
            return "";
        }
    }
}
