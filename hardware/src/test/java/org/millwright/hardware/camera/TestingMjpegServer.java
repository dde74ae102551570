package org.millwright.hardware.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A camera on a real socket that answers each connection with what the test wrote down, byte by byte. */
final class TestingMjpegServer implements AutoCloseable {

    /** What the camera says once the request has been read; the connection is closed afterwards. */
    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Thread thread;

    TestingMjpegServer(Answer answer) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        thread = Thread.ofVirtual().start(() -> serve(answer));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/camera.mjpg");
    }

    private void serve(Answer answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readRequest(socket);
                answer.write(socket.getOutputStream());
            } catch (IOException | InterruptedException e) {
                // The test is over, or the client has gone: both are what a camera lives with.
            }
        }
    }

    private static void readRequest(Socket socket) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int next = socket.getInputStream().read();
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
            if (next < 0) {
                return;
            }
        }
    }

    static void head(OutputStream out, String contentType) throws IOException {
        out.write(("HTTP/1.0 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }
}
