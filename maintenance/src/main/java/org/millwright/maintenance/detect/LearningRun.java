package org.millwright.maintenance.detect;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One machine's learning, from its first row to its normal: collects rows, and has them learned from by an executor once they
 * are enough, and again where they were not.
 *
 * <p>NOT thread safe: on the machine's thread; only the learning itself runs where the executor runs it.
 */
final class LearningRun {

    private final LearningRows rows;
    private final Executor executor;
    private boolean due;
    private @Nullable CompletableFuture<MachineLearning> attempt;

    LearningRun(LearningRows rows, Executor executor) {
        this.rows = rows;
        this.executor = executor;
    }

    String progress() {
        return rows.progress();
    }

    /** Whether what was collected is being learned from, or waits for it: no row may be taken until it is decided. */
    boolean isLearning() {
        return due;
    }

    /** Takes the next row; what was learned, where the executor was that quick. */
    void accept(double[] row) {
        due = rows.accept(row);
        begin();
    }

    /** What became of it, once that is decided; empty as well where rows are to be taken again. */
    Optional<MachineNormal> decided() {
        CompletableFuture<MachineLearning> current = attempt;
        if (current == null) {
            begin();
            return Optional.empty();
        }
        if (!current.isDone()) {
            return Optional.empty();
        }
        attempt = null;
        due = false;
        try {
            return rows.conclude(current.join());
        } catch (CompletionException e) {
            rows.failed(e.getCause() == null ? e : e.getCause());
            return Optional.empty();
        }
    }

    private void begin() {
        if (due && attempt == null) {
            try {
                attempt = CompletableFuture.supplyAsync(rows::learn, executor);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // It has too much to do, or there is no thread to be had: asked again when this machine is next looked
                // at.
                attempt = null;
            }
        }
    }

    /** Nobody will ask what became of it. */
    void abandon() {
        CompletableFuture<MachineLearning> current = attempt;
        if (current != null) {
            current.cancel(false);
        }
    }
}
