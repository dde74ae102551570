package org.millwright.simulator.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks for taken ports before anything is started, so that nothing is left half-started. */
public final class Ports {

    private Ports() {}

    /**
     * The port to listen on: the one asked for, or a free one where 0 is asked for.
     *
     * @param what such as {@code OPC UA}, and {@code option} such as {@code --opcua-port}, for the message
     */
    public static int reserve(String what, String option, String host, int port) {
        if (port < 0 || port > 65_535) {
            throw new CannotStart(option + "=" + port + ": must be 0 (any free port) to 65535");
        }
        InetAddress address = resolve(host);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart(
                    what + " port " + port + " on " + host + " is taken or not allowed (" + e.getMessage()
                            + "): stop what uses it, or choose another with " + option,
                    e);
        }
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CannotStart("--host=" + host + ": no such host; use an address of this machine", e);
        }
    }
}
