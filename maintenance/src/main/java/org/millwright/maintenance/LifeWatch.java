package org.millwright.maintenance;

import java.time.Duration;
import java.util.Optional;

/**
 * One machine under a model: samples in, an {@link Outlook} whenever there is something new to say.
 *
 * <p>NOT thread safe; on the model's thread. Does not close the model.
 */
public final class LifeWatch {

    private final RemainingLifeModel model;
    private final StepAssembler assembler;
    private final HealthJudge judge;
    private final WearFilter filter;
    private long restarts;

    /** @param settle see {@link StepAssembler} */
    public LifeWatch(RemainingLifeModel model, Duration settle) {
        this(model, model.newAssembler(settle), 0);
    }

    /**
     * Goes on with what another watch, perhaps of an earlier run of the agent, has seen; smoothing and health too where that
     * was under the same model. What is known of the inputs has to arrive again, and until it does there is no estimate.
     *
     * @param seen the {@link #toBytes bytes} of that watch
     * @throws IllegalArgumentException in words, where the bytes are damaged, or of a model with other inputs or steps
     */
    public static LifeWatch of(RemainingLifeModel model, Duration settle, byte[] seen) {
        return LifeBytes.read(model, settle, seen);
    }

    LifeWatch(RemainingLifeModel model, StepAssembler assembler, long restarts) {
        this.model = model;
        this.assembler = assembler;
        this.judge = new HealthJudge(model.contract().limits());
        this.filter = new WearFilter(model.contract());
        this.restarts = restarts;
    }

    /**
     * The same machine under another model, which goes on with the steps that this one has seen; smoothing and health begin
     * anew. Empty where the other model counts in other steps or takes other inputs: it has to see the machine itself.
     */
    public Optional<LifeWatch> under(RemainingLifeModel other) {
        LifeContract own = model.contract();
        LifeContract its = other.contract();
        return own.inputNames().equals(its.inputNames()) && own.axis().equals(its.axis())
                ? Optional.of(new LifeWatch(other, assembler.copy(its.window()), restarts))
                : Optional.empty();
    }

    /** All that it has seen, but for what may still settle; see {@link #of}. */
    public byte[] toBytes() {
        return LifeBytes.write(this);
    }

    RemainingLifeModel model() {
        return model;
    }

    StepAssembler assembler() {
        return assembler;
    }

    HealthJudge judge() {
        return judge;
    }

    WearFilter filter() {
        return filter;
    }

    /** How often the machine's part was replaced. */
    public long restarts() {
        return restarts;
    }

    public void accept(Sample sample) {
        assembler.accept(sample);
    }

    /** See {@link StepAssembler#lose}. */
    public void lose(String input, String reason, long nowNanos) {
        assembler.lose(input, reason, nowNanos);
    }

    /** Settles what is due; an outlook if the window changed. Call it a few times in a settle time. */
    public Optional<Outlook> advance(long nowNanos) {
        if (!assembler.advance(nowNanos)) {
            return Optional.empty();
        }
        Window window = assembler.window();
        if (window.restarts() > restarts) {
            restarts = window.restarts();
            judge.restart();
            filter.restart();
        }
        Estimate estimate = smoothed(model.estimate(window), window);
        Health health = judge.judge(estimate);
        return Optional.of(
                switch (estimate) {
                    case Estimate.Life life ->
                        Outlook.of(life.remaining(), shown(life), health, reason(life, window), life.sourceNanos());
                    case Estimate.None none -> Outlook.without(health, none.reason(), false, none.sourceNanos());
                    case Estimate.Failed failed -> Outlook.without(health, failed.reason(), true, failed.sourceNanos());
                });
    }

    private Estimate smoothed(Estimate estimate, Window window) {
        return switch (estimate) {
            case Estimate.Life life -> {
                double remaining = filter.add(window.steps().getLast().index(), life.remaining());
                yield model.at(remaining, life, window);
            }
            case Estimate.None none -> none;
            case Estimate.Failed failed -> failed;
        };
    }

    /** At the cap the life may be any longer. */
    private static LifeInterval shown(Estimate.Life life) {
        if (life.intervals().isEmpty()) {
            return new LifeInterval(Double.NaN, Double.NaN, Double.NaN);
        }
        LifeInterval shown = life.intervals().getFirst();
        return life.atCap() ? new LifeInterval(shown.coverage(), shown.low(), Double.POSITIVE_INFINITY) : shown;
    }

    public AssemblerCounts counts() {
        return assembler.counts();
    }

    private String reason(Estimate.Life life, Window window) {
        LifeContract contract = model.contract();
        StringBuilder reason = new StringBuilder();
        if (life.atCap()) {
            reason.append("at least ").append(contract.cap()).append(' ').append(contract.lifeUnit());
        }
        if (!life.outOfRange().isEmpty()) {
            reason.append(reason.isEmpty() ? "" : "; ").append(String.join("; ", life.outOfRange()));
        }
        int usable = window.usable();
        if (usable < contract.window()) {
            reason.append(reason.isEmpty() ? "" : "; ")
                    .append(usable)
                    .append(" of ")
                    .append(contract.window())
                    .append(" steps known");
        }
        return reason.toString();
    }
}
