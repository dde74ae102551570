package org.millwright.edge.source.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a broker that can be cut, and made deaf: what the client says then is swallowed. */
final class CuttableProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final URI target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    CuttableProxy(URI target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + listening.getLocalPort());
    }

    /** From now on the broker hears nothing of the connections that stand. */
    void swallow(boolean swallow) {
        deaf = swallow;
    }

    /** Ends every connection without a word of MQTT. */
    void cut() {
        sockets.forEach(CuttableProxy::end);
        sockets.clear();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                connect(client);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket broker = new Socket(target.getHost(), target.getPort());
            sockets.add(client);
            sockets.add(broker);
            Thread.ofVirtual().start(() -> pump(client, broker, true));
            Thread.ofVirtual().start(() -> pump(broker, client, false));
        } catch (IOException e) {
            client.close(); // The broker is down.
        }
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!(deaf && fromClient)) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // One side is gone, and with it the other.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            // Gone already.
        }
        cut();
    }
}
