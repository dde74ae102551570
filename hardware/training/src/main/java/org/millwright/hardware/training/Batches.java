package org.millwright.hardware.training;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.millwright.hardware.inference.Tensor;

/** Deals samples in batches; the next batch is made on a thread of its own. The order comes from the seed alone. */
final class Batches implements AutoCloseable {

    /** Samples one after the other. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Batch(int count, float[] inputs, float[] targets) {}

    private final Samples samples;
    private final Fit.Plan plan;
    private final RandomGenerator random;
    private final Deck deck;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("samples").factory());
    private int dealtOfEpoch;
    private Future<Batch> next;

    Batches(Samples samples, Fit.Plan plan) {
        this.samples = samples;
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        this.deck = new Deck(samples.count(), random);
        this.next = maker.submit(this::make);
    }

    /** Waits for it where it is not ready. */
    Batch next() {
        try {
            Batch batch = next.get();
            next = maker.submit(this::make);
            return batch;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a sample cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        }
    }

    private Batch make() {
        int count = Math.min(plan.batch(), plan.samplesPerEpoch() - dealtOfEpoch);
        dealtOfEpoch = (dealtOfEpoch + count) % plan.samplesPerEpoch();
        int[] dealt = deck.deal(count);
        int inputSize = new Tensor("sample", samples.inputShape()).size();
        float[] inputs = new float[count * inputSize];
        float[] targets = new float[count * samples.targetSize()];
        for (int i = 0; i < count; i++) {
            samples.write(dealt[i], random, inputs, i * inputSize, targets, i * samples.targetSize());
        }
        return new Batch(count, inputs, targets);
    }

    @Override
    public void close() {
        maker.shutdownNow();
    }
}
