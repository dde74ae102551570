package org.millwright.edge.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/**
 * One machine whose condition is watched: its signals by the order in which they were first read, and its behaviour where that
 * is learned.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class MachineWatch {

    private final ConditionConfig config;
    private final Map<Signal, WatchedSignal> signals = new LinkedHashMap<>();
    private final Optional<WatchedBehaviour> behaviour;
    private final LongAdder outOfOrder;
    private long period;

    /** @param outOfOrder counts readings that no feature takes */
    MachineWatch(ConditionConfig config, LongAdder outOfOrder, Intake intake, Executor learner, long nowNanos) {
        this.config = config;
        this.outOfOrder = outOfOrder;
        this.behaviour = config.normal().map(normal -> new WatchedBehaviour(config, normal, intake, learner, nowNanos));
        this.period = period(nowNanos);
    }

    /** Empty where only features are told. */
    Optional<WatchedBehaviour> behaviour() {
        return behaviour;
    }

    private long period(long nowNanos) {
        return Math.floorDiv(nowNanos, config.every().toNanos());
    }

    void accept(Reading reading) {
        Signal signal = reading.signal();
        boolean wanted = config.signals().isEmpty()
                ? signal.type() != ValueType.TEXT
                : config.signals().contains(signal.name());
        if (wanted) {
            boolean inOrder = signals.computeIfAbsent(signal, any -> new WatchedSignal(any, config))
                    .accept(reading);
            if (!inOrder) {
                outOfOrder.increment();
            }
            behaviour.ifPresent(watch -> watch.accept(reading));
        }
    }

    boolean isDue(long nowNanos) {
        long now = period(nowNanos);
        boolean due = now > period;
        period = now; // a clock that was set back begins anew
        return due;
    }

    /** Of all its signals, at the time that is due. */
    List<Event> features() {
        int regime = regime();
        long dueNanos = period * config.every().toNanos();
        List<Event> features = new ArrayList<>(signals.size());
        signals.values()
                .forEach(signal -> features.add(signal.features(dueNanos).in(regime)));
        return features;
    }

    private int regime() {
        return behaviour.map(watch -> watch.regimeThroughout(config.window())).orElse(0);
    }
}
