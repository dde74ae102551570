package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The ids of the parts as the camera shows them: a part in view is a part in the station. */
final class PartsInView implements AutoCloseable {

    private static final String HEADER = "X-Part-Id: ";

    private final BlockingQueue<String> parts = new LinkedBlockingQueue<>();
    private final BufferedReader stream;

    private PartsInView(BufferedReader stream) {
        this.stream = stream;
    }

    static PartsInView open(int port) throws IOException {
        // Each byte a character: the pictures in between do not matter.
        PartsInView view = new PartsInView(new BufferedReader(new InputStreamReader(
                URI.create("http://127.0.0.1:" + port + "/camera.mjpg").toURL().openStream(),
                StandardCharsets.ISO_8859_1)));
        Thread.ofVirtual().name("parts-in-view").start(view::read);
        return view;
    }

    private void read() {
        try {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                if (line.startsWith(HEADER)) {
                    parts.add(line.substring(HEADER.length()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    String next() throws InterruptedException {
        String part = parts.poll(10, TimeUnit.SECONDS);
        assertThat(part).as("a part in view within 10 s").isNotNull();
        return part;
    }

    void forgetQueued() {
        parts.clear();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
