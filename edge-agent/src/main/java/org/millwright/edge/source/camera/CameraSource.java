package org.millwright.edge.source.camera;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.CameraSourceConfig;
import org.millwright.edge.config.CameraSourceConfig.Feed;
import org.millwright.edge.source.Attempts;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.millwright.hardware.camera.Camera;
import org.millwright.hardware.camera.CameraException;
import org.millwright.hardware.camera.CameraLogin;
import org.millwright.hardware.camera.FolderCamera;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.MjpegCamera;
import org.millwright.hardware.camera.MjpegLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames from one camera, still encoded, on a bus of frames.
 *
 * <p>One thread reads; it decodes nothing. A camera that is off, stalls or breaks its stream is connected again for
 * ever. Faults are counted by the keys of {@link CameraException.Reason}.
 */
public final class CameraSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(CameraSource.class);
    private static final Duration FOLDER_POLL = Duration.ofMillis(200);
    private static final Duration FOLDER_SETTLE = Duration.ofSeconds(2);

    private final String name;
    private final Bus<Frame> frames;
    private final InstantSource clock;
    private final Attempts attempts;
    private final NamedFaults faults;
    private final Supplier<Camera> cameras;
    private final Thread thread;
    private volatile SourceStatus status;
    private volatile boolean closed;

    public CameraSource(CameraSourceConfig config, Bus<Frame> frames, InstantSource clock) {
        this(config, frames, clock, Backoff.DEFAULT, MjpegLimits.DEFAULT);
    }

    CameraSource(
            CameraSourceConfig config, Bus<Frame> frames, InstantSource clock, Backoff backoff, MjpegLimits limits) {
        this.name = config.name();
        this.frames = frames;
        this.clock = clock;
        this.attempts = new Attempts(backoff);
        this.faults = new NamedFaults(config.name(), clock);
        this.cameras = switch (config.feed()) {
            case Feed.Mjpeg mjpeg -> () -> open(mjpeg, limits, clock);
            case Feed.Folder folder -> {
                // One for all attempts: it knows which images it has given already.
                Camera camera = new FolderCamera(folder.folder(), FOLDER_POLL, FOLDER_SETTLE, clock);
                yield () -> camera;
            }
        };
        this.status = new SourceStatus.Connecting(clock.instant(), "is starting", 0, clock.instant());
        // Virtual, so that an interrupt ends a read of the socket at once.
        this.thread = Thread.ofVirtual().name("camera-" + name).unstarted(this::run);
    }

    private static Camera open(Feed.Mjpeg mjpeg, MjpegLimits limits, InstantSource clock) {
        return mjpeg.login()
                .map(login -> new CameraLogin(login.user(), login.password().reveal()))
                .map(login -> MjpegCamera.open(mjpeg.url(), login, limits, clock))
                .orElseGet(() -> MjpegCamera.open(mjpeg.url(), limits, clock));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public SourceStatus status() {
        return status instanceof SourceStatus.Up up ? new SourceStatus.Up(up.since(), faults.recent()) : status;
    }

    @Override
    public Map<String, Long> faults() {
        return faults.counts();
    }

    private void run() {
        while (!closed) {
            String because = readUntilItEnds();
            if (closed) {
                break;
            }
            Duration delay = attempts.failed();
            LOG.warn("{}: {}; next attempt in {} ms", name, because, delay.toMillis());
            Instant downSince = status instanceof SourceStatus.Connecting before ? before.since() : clock.instant();
            status = new SourceStatus.Connecting(
                    downSince, because, attempts.count(), clock.instant().plus(delay));
            pause(delay);
        }
        status = new SourceStatus.Stopped();
    }

    private void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Only close() interrupts, and sets closed before.
        }
    }

    private String readUntilItEnds() {
        try (Camera camera = cameras.get()) {
            status = new SourceStatus.Up(clock.instant(), faults.recent());
            attempts.connected();
            while (!closed) {
                readOne(camera);
            }
            return "closed";
        } catch (InterruptedException e) {
            return "closed";
        } catch (CameraException e) {
            faults.count(e.reason().key());
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            faults.count("internal");
            LOG.error("{}: reading the camera failed", name, e);
            return "reading the camera failed (" + e + "): see the log";
        }
    }

    private void readOne(Camera camera) throws InterruptedException {
        try {
            frames.publish(camera.next());
        } catch (CameraException e) {
            if (!e.goesOn()) {
                throw e;
            }
            faults.report(e.reason().key(), String.valueOf(e.getMessage()), () -> String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            // Closed before it was started where the agent cannot start.
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        status = new SourceStatus.Stopped();
    }
}
