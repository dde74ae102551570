package org.millwright.simulator.camera;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches. The newest picture waits for it, and no more than one: a picture that nobody took before the
 * next came is of a part that has left.
 */
final class Viewer {

    private final Socket socket;
    private final Duration patience;
    private byte @Nullable [] waiting;
    private boolean writing;
    private long writingSince;

    /** @param patience how long one picture may take to send before the client is given up */
    Viewer(Socket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /**
     * Never blocks.
     *
     * @return whether an older picture was dropped for it
     */
    synchronized boolean offer(byte[] picture) {
        boolean replaced = waiting != null;
        waiting = picture;
        notifyAll();
        if (writing && System.nanoTime() - writingSince > patience.toNanos()) {
            giveUp();
        }
        return replaced;
    }

    /** Sends on the calling thread until the client goes away. Counts each picture sent in {@code sent}. */
    void serve(Runnable sent) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        while (true) {
            byte[] picture = take();
            out.write(picture);
            out.flush();
            written();
            sent.run();
        }
    }

    private synchronized byte[] take() throws InterruptedException {
        while (waiting == null) {
            wait();
        }
        byte[] picture = waiting;
        waiting = null;
        writing = true;
        writingSince = System.nanoTime();
        return picture;
    }

    private synchronized void written() {
        writing = false;
    }

    void giveUp() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is being thrown away.
        }
    }
}
