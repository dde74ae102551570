package org.millwright.simulator.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A network cable between the agent and one server, that can be cut, stretched and made to work one way. */
final class TcpProxy implements AutoCloseable {

    /** What the cable does. */
    enum Line {
        WHOLE,
        /** Connections end, and new ones are refused. */
        CUT,
        /** Nothing of what the server says arrives, and nobody is told. */
        DEAF,
        /** Nothing of what the agent says arrives, and nobody is told. */
        MUTE
    }

    private static final int CHUNKS_UNDER_WAY = 256;

    @SuppressWarnings("ArrayRecordComponent") // Handed on once.
    private record Chunk(byte[] bytes, long dueNanos) {}

    private static final Chunk END = new Chunk(new byte[0], 0);

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Line line = Line.WHOLE;
    private volatile long delayNanos;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** A line that was deaf or mute has lost bytes: its connections end when it changes again. */
    void become(Line next) {
        Line before = line;
        line = next;
        if (next == Line.CUT || before == Line.DEAF || before == Line.MUTE) {
            disconnect();
        }
    }

    /** Each way. */
    void delay(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void disconnect() {
        for (Socket socket : sockets) {
            try {
                // A reset, as when a cable is pulled and the other end gives up.
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It was closed already.
            }
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (line == Line.CUT) {
                    client.setSoLinger(true, 0);
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // Closed, or the server is not there: the agent sees its connection end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        sockets.add(client);
        sockets.add(server);
        pump(client, server, Line.MUTE);
        pump(server, client, Line.DEAF);
    }

    /** @param swallowed the state in which what goes this way is lost */
    private void pump(Socket from, Socket to, Line swallowed) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(CHUNKS_UNDER_WAY);
        Thread.ofVirtual().start(() -> deliver(underWay, from, to, swallowed));
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[65_536];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
                }
                underWay.put(END);
            } catch (IOException | InterruptedException e) {
                // One side is gone, and with it the other.
                underWay.clear();
                underWay.offer(END);
            }
        });
    }

    private void deliver(BlockingQueue<Chunk> underWay, Socket from, Socket to, Line swallowed) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes().length > 0; chunk = underWay.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
                if (line != swallowed) {
                    out.write(chunk.bytes());
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // One side is gone, and with it the other.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        disconnect();
    }
}
