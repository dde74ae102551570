package org.millwright.simulator.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of one demo, all on loopback. */
public record Ports(int opcua, int mqtt, int camera, int truth, int store, int web) {

    static final Ports USUAL = new Ports(4840, 1883, 8081, 8082, 9000, 8080);

    /** Six ports that were free a moment ago. */
    public static Ports free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] port = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(port[0], port[1], port[2], port[3], port[4], port[5]);
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Throws one sentence that names every port that is taken, before anything is started. */
    void mustBeFree() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("OPC UA", opcua);
        all.put("MQTT", mqtt);
        all.put("camera", camera);
        all.put("truth", truth);
        all.put("store", store);
        all.put("page", web);
        List<String> taken = all.entrySet().stream()
                .filter(entry -> !isFree(entry.getValue()))
                .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                .toList();
        if (!taken.isEmpty()) {
            throw new DemoException((taken.size() == 1 ? "port " : "ports ") + String.join(", ", taken)
                    + (taken.size() == 1 ? " is" : " are")
                    + " taken by another program; end it, or run the demo with --free-ports");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
