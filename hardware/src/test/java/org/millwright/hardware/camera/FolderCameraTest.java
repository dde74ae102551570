package org.millwright.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCameraTest {

    private static final byte[] IMAGE = TestingImages.encoded("png", BufferedImage.TYPE_BYTE_GRAY, 16, 16);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private FolderCamera camera(Duration settle) {
        return new FolderCamera(folder, Duration.ofMillis(5), settle, InstantSource.system());
    }

    @Test
    void eachImageComesOnceInTheOrderOfTheNames() throws Exception {
        Files.write(folder.resolve("b.PNG"), IMAGE);
        Files.write(folder.resolve("a.png"), IMAGE);
        Files.writeString(folder.resolve("notes.txt"), "not a picture");
        FolderCamera camera = camera(LONG);
        Frame first = camera.next();
        assertThat(first.part()).isEqualTo("a");
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.capturedNanos()).isPositive().isLessThanOrEqualTo(first.receivedNanos());
        assertThat(camera.next().part()).isEqualTo("b");
        Files.write(folder.resolve("c.png"), IMAGE);
        assertThat(camera.next().part()).isEqualTo("c");
    }

    @Test
    void aFileThatIsBeingWrittenIsAwaitedAndNotTorn() throws Exception {
        Path slow = folder.resolve("a.png");
        Files.write(slow, Arrays.copyOf(IMAGE, IMAGE.length / 2));
        Files.write(folder.resolve("b.png"), IMAGE);
        BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            FolderCamera camera = camera(LONG);
            try {
                while (true) {
                    frames.add(camera.next());
                }
            } catch (InterruptedException e) {
                // The test is over.
            }
        });
        try {
            assertThat(frames.poll(100, TimeUnit.MILLISECONDS)).isNull();
            Files.write(slow, IMAGE);
            Frame first = frames.poll(5, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.part()).isEqualTo("a");
            assertThat(first.encoded()).isEqualTo(IMAGE);
        } finally {
            reader.interrupt();
        }
    }

    @Test
    void aTornFileIsTakenAsItIsOnceItNoLongerChanges() throws Exception {
        Path torn = folder.resolve("a.jpg");
        Files.write(torn, new byte[] {(byte) 0xFF, (byte) 0xD8, 0});
        Files.setLastModifiedTime(
                torn, java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(camera(Duration.ofSeconds(2)).next().encoded()).hasSize(3);
    }

    @Test
    void aHugeFileIsNamedAndTheNextOneComes() throws Exception {
        try (java.io.RandomAccessFile huge =
                new java.io.RandomAccessFile(folder.resolve("a.jpg").toFile(), "rw")) {
            huge.setLength(17L << 20);
        }
        Files.write(folder.resolve("b.png"), IMAGE);
        FolderCamera camera = camera(LONG);
        assertThatThrownBy(camera::next)
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("a.jpg has 17825792 bytes, the limit is 16777216");
        assertThat(camera.next().part()).isEqualTo("b");
    }

    @Test
    void aFolderThatIsMissingIsNamedAndFoundAgainLater() throws IOException, InterruptedException {
        Path later = folder.resolve("later");
        FolderCamera camera = new FolderCamera(later, Duration.ofMillis(5), LONG, InstantSource.system());
        assertThatThrownBy(camera::next).isInstanceOf(CameraException.class).hasMessageContaining(later.toString());
        Files.createDirectory(later);
        Files.write(later.resolve("a.png"), IMAGE);
        assertThat(camera.next().part()).isEqualTo("a");
    }
}
