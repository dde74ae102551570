package org.millwright.simulator.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Conditions with a bound, and ports. */
final class Waiting {

    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    static void until(String what, Duration most, Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException | FaultsException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        String because = last == null ? "" : "; last: " + last;
        throw new FaultsException(what + " did not happen within " + most.toSeconds() + " s" + because);
    }

    static void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new FaultsException("no free port: " + e.getMessage(), e);
        }
    }

    static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }
}
