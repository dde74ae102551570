package org.millwright.simulator.camera;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /camera.mjpg} → {@code multipart/x-mixed-replace}, one JPEG a part. Serves from construction to
 * {@link #close()}; thread safe.
 *
 * <p>Plain sockets rather than the JDK's HTTP server, which leaves Nagle's algorithm on unless a system property is set
 * and wraps the endless answer in chunks, as no camera does.
 */
public final class MjpegServer implements AutoCloseable {

    public static final String PATH = "/camera.mjpg";

    private static final Logger log = LoggerFactory.getLogger(MjpegServer.class);
    private static final String BOUNDARY = "millwright-part";
    private static final int MOST_VIEWERS = 32;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    /** About six pictures: what lies in here for a slow client is old when it arrives. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener = new ServerSocket();
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final LongAdder shown = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private byte @Nullable [] current;

    /** @param address port 0 takes a free one */
    public MjpegServer(InetSocketAddress address) throws IOException {
        this(address, Duration.ofSeconds(10));
    }

    MjpegServer(InetSocketAddress address, Duration patience) throws IOException {
        this.patience = requireNonNull(patience, "patience is null");
        try {
            listener.bind(requireNonNull(address, "address is null"), 50);
        } catch (BindException e) {
            listener.close();
            throw (BindException) new BindException("the camera cannot listen on " + address.getHostString() + ":"
                            + address.getPort() + " (" + e.getMessage() + "); choose another port or address")
                    .initCause(e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI uri() {
        return URI.create(
                "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + PATH);
    }

    /** Sends the picture once to every client, and to those that come while it is shown. Never blocks. */
    public synchronized void show(Picture picture) {
        byte[] part = picture.multipart(BOUNDARY);
        current = part;
        shown.increment();
        for (Viewer viewer : viewers) {
            offer(viewer, part);
        }
    }

    /** The part has left: who connects from here on waits for the next. */
    public synchronized void clear() {
        current = null;
    }

    /** Clients that get pictures now. */
    public int clients() {
        return viewers.size();
    }

    public long shown() {
        return shown.sum();
    }

    /** Pictures times clients. */
    public long sent() {
        return sent.sum();
    }

    /** Pictures that a client did not get because a newer one came first. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(MjpegServer::close);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("camera: a client's thread did not end within 5 s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (RejectedExecutionException _) {
                connections.forEach(MjpegServer::close); // Closed between the two lines above.
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.warn("camera: a connection was not accepted: {}", e.toString());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            socket.setSoTimeout(REQUEST_TIMEOUT_MILLIS);
            answer(socket, RequestHead.read(new BufferedInputStream(socket.getInputStream())));
        } catch (IOException e) {
            log.debug("camera: client {} is gone: {}", socket.getRemoteSocketAddress(), e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private void answer(Socket socket, RequestHead request) throws IOException, InterruptedException {
        if (!request.path().equals(PATH)) {
            refuse(socket, "404 Not Found", "the pictures are at " + PATH);
        } else if (!request.method().equals("GET")) {
            refuse(socket, "405 Method Not Allowed", request.method() + " is not supported: use GET");
        } else if (viewers.size() >= MOST_VIEWERS) {
            refuse(socket, "503 Service Unavailable", MOST_VIEWERS + " clients are watching: close one");
        } else {
            stream(socket);
        }
    }

    private void stream(Socket socket) throws IOException, InterruptedException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=" + BOUNDARY
                + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        Viewer viewer = new Viewer(socket, patience);
        join(viewer);
        try {
            viewer.serve(sent::increment);
        } finally {
            viewers.remove(viewer);
        }
    }

    private synchronized void join(Viewer viewer) {
        viewers.add(viewer);
        if (current != null) {
            offer(viewer, current);
        }
    }

    private void offer(Viewer viewer, byte[] part) {
        if (viewer.offer(part)) {
            dropped.increment();
        }
    }

    private static void refuse(Socket socket, String status, String text) throws IOException {
        socket.getOutputStream().write(RequestHead.answer(status, text));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("camera: a connection did not close: {}", e.toString());
        }
    }
}
