package org.millwright.edge.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a store needs of this machine before it starts. */
final class Premises {

    /** A process whose agent was killed needs about a second to notice and to let go of its port. */
    private static final Duration PATIENCE_FOR_PORT = Duration.ofSeconds(4);

    private Premises() {}

    static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "write", ".test"));
        } catch (IOException e) {
            throw new StoreException(
                    "store folder " + folder + " cannot be written (" + e + "): give the agent the right to, or set"
                            + " another store folder",
                    e);
        }
    }

    /** Port 0 becomes a free one; either is kept over restarts. */
    static int freePort(int wanted) {
        long deadline = System.nanoTime() + PATIENCE_FOR_PORT.toNanos();
        while (true) {
            try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                if (System.nanoTime() >= deadline) {
                    throw new StoreException(
                            "store port " + wanted + " is taken: stop what uses it, or set another store port", e);
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }
}
