package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.SourceStatus;
import org.millwright.maintenance.LifeWatch;
import org.millwright.maintenance.Outlook;
import org.millwright.maintenance.RemainingLifeModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine under a model. A reading that is not good, or whose source has been down for too long, reaches the model as
 * the lack of a value, never as a value.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class JudgedMachine implements WatchedMachine {

    /** How long values of one source time may straggle in; a few publishing intervals. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(JudgedMachine.class);

    private final MachineInputs inputs;
    private final Map<String, MachineInputs.Input> inputBySignal;
    private final RemainingLifeModel model;
    private final LifeWatch watch;
    private final InstantSource clock;
    private final Set<String> lost = new HashSet<>();

    JudgedMachine(MachineInputs inputs, RemainingLifeModel model, InstantSource clock) {
        this(inputs, model, new LifeWatch(model, SETTLE), clock);
    }

    private JudgedMachine(MachineInputs inputs, RemainingLifeModel model, LifeWatch watch, InstantSource clock) {
        this.inputs = inputs;
        this.inputBySignal = inputs.bySignal(model.contract().inputNames());
        this.model = model;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public Optional<WatchedMachine> under(WatchedMachine fresh) {
        return switch (fresh) {
            case JudgedMachine its -> watch.under(its.model).map(going -> its.with(going, lost));
            case UnwatchedMachine none -> Optional.empty();
        };
    }

    private JudgedMachine with(LifeWatch going, Set<String> alreadyLost) {
        JudgedMachine machine = new JudgedMachine(inputs, model, going, clock);
        machine.lost.addAll(alreadyLost);
        return machine;
    }

    @Override
    public Optional<byte[]> seen() {
        return Optional.of(watch.toBytes());
    }

    @Override
    public WatchedMachine remembering(byte[] seen) {
        try {
            return with(LifeWatch.of(model, SETTLE, seen), Set.of());
        } catch (IllegalArgumentException e) {
            String name = inputs.machine().name();
            LOG.warn(
                    "{} begins anew: what was seen of it before is of no use to {}: {}",
                    name,
                    model.hash(),
                    e.getMessage());
            return this;
        }
    }

    @Override
    public void accept(Reading reading) {
        MachineInputs.Input input = inputBySignal.get(reading.signal().name());
        if (input != null) {
            lost.remove(input.name());
            watch.accept(Samples.of(input.name(), reading));
        }
    }

    @Override
    public void loseStaleInputs() {
        for (MachineInputs.Input input : inputBySignal.values()) {
            if (input.source().status() instanceof SourceStatus.Connecting down
                    && down.since().plus(inputs.staleAfter()).isBefore(clock.instant())
                    && lost.add(input.name())) {
                String reason = "stale: source " + input.source().name() + " is down since " + down.since();
                watch.lose(input.name(), reason, Times.epochNanos(clock));
            }
        }
    }

    @Override
    public Optional<JudgedLife> advance(long nowNanos) {
        long from = System.nanoTime();
        Optional<Outlook> moved = watch.advance(nowNanos).filter(outlook -> outlook.sourceNanos() != 0);
        long took = System.nanoTime() - from;
        return moved.map(
                outlook -> new JudgedLife(prognosis(outlook), nowNanos, took, outlook.failed(), watch.restarts()));
    }

    private static Optional<Prognosis.Interval> interval(Outlook outlook) {
        return Double.isFinite(outlook.low() + outlook.coverage()) && !Double.isNaN(outlook.high())
                ? Optional.of(new Prognosis.Interval(outlook.low(), outlook.high(), outlook.coverage()))
                : Optional.empty();
    }

    private Prognosis prognosis(Outlook outlook) {
        return new Prognosis(
                inputs.machine(),
                outlook.remainingLife(),
                model.contract().lifeUnit(),
                interval(outlook),
                switch (outlook.health()) {
                    case NORMAL -> Prognosis.Health.NORMAL;
                    case MAINTENANCE_REQUIRED -> Prognosis.Health.MAINTENANCE_REQUIRED;
                    case OUT_OF_SPECIFICATION -> Prognosis.Health.OUT_OF_SPECIFICATION;
                    case FUNCTION_CHECK -> Prognosis.Health.FUNCTION_CHECK;
                    case FAILURE -> Prognosis.Health.FAILURE;
                },
                outlook.reason(),
                model.hash(),
                outlook.sourceNanos(),
                Times.epochNanos(clock));
    }
}
