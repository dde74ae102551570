package org.millwright.edge.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.millwright.edge.source.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's file as its thread uses it: what the disk refuses is tried again until it takes it, or the end was asked
 * for, and a file that is found damaged is mended. Meanwhile {@link #trouble} says why; any thread may ask.
 */
final class PatientFile {

    private static final Logger LOG = LoggerFactory.getLogger(PatientFile.class);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** Below this there is nothing to gain by giving room back. */
    private static final long LARGE_FILE_BYTES = 256L << 20;

    private final Mending mending;
    private final Path folder;
    private final CountDownLatch closing;
    private final Random jitter = new Random();
    private JournalFile file;
    private boolean damaged;
    private volatile Optional<String> trouble = Optional.empty();

    /** @param closing at zero nothing is tried again */
    PatientFile(JournalFile file, Mending mending, Path folder, CountDownLatch closing) {
        this.file = file;
        this.mending = mending;
        this.folder = folder;
        this.closing = closing;
    }

    Optional<String> trouble() {
        return trouble;
    }

    /** A fault that nobody foresaw: nothing more is put away, so nothing more is acknowledged either. */
    void broke(Throwable fault) {
        trouble = Optional.of("the journal in " + folder + " has stopped (" + fault
                + "): nothing is lost that was acknowledged; start the agent anew, and report what its log says");
    }

    /** False when it was given up. */
    boolean commit(Commit commit) throws InterruptedException {
        return untilDone(() -> {
                    put(commit);
                    return true;
                })
                .isPresent();
    }

    /** Once; a damaged file is mended first. */
    void put(Commit commit) {
        if (!damaged && !mending.isDue()) {
            try {
                file.commit(commit);
                return;
            } catch (JournalException e) {
                if (!e.isDamage()) {
                    throw e;
                }
                LOG.warn("{}; what can be read of it is saved", e.getMessage());
            }
        }
        damaged = true;
        file = mending.mend(file, commit);
        damaged = false;
    }

    /** Empty when it was given up. */
    <T> Optional<T> untilDone(Supplier<T> step) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                T done = step.get();
                if (trouble.isPresent()) {
                    LOG.info("journal {}: written again", folder);
                    trouble = Optional.empty();
                }
                return Optional.of(done);
            } catch (JournalException e) {
                if (trouble.isEmpty()) {
                    LOG.warn("{}", e.getMessage());
                }
                trouble = Optional.of(String.valueOf(e.getMessage()));
            }
            if (closing.await(RETRY.delay(attempt, jitter).toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
    }

    /** Gives the room of what was deleted back to the disk where that is much, and little is left. */
    void shrinkIfWorthIt(long waitingBytes) {
        try {
            if (waitingBytes < LARGE_FILE_BYTES / 16 && file.fileBytes() > LARGE_FILE_BYTES) {
                file.shrink();
            }
        } catch (JournalException e) {
            LOG.warn("{}; its room is kept for later", e.getMessage());
        }
    }

    void close() {
        file.close();
    }
}
