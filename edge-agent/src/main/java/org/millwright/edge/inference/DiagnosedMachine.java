package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.SourceStatus;
import org.millwright.maintenance.Sample;
import org.millwright.maintenance.detect.SignalAligner;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.maintenance.diagnosis.HealthyModes;
import org.millwright.maintenance.diagnosis.MeasuredInput;

/**
 * One machine under one model: its readings are put on one clock, as each row that the model learnt from is of one moment,
 * and the model is asked about the newest moment. What is not known is a reason, never a value.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class DiagnosedMachine {

    /** How long values of one source time may straggle in; a few publishing intervals. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private static final int MOST_REASONS = 4;

    /**
     * One moment and what the model made of it.
     *
     * @param sourceNanos by the source's clock (epoch nanoseconds)
     * @param anew whether the model was asked, and not known to say the same of the same values
     */
    record Asked(DiagnosisFinding finding, long sourceNanos, boolean anew) {}

    private final DiagnosisConfig config;
    private final Map<String, InputReading> bySignal = new HashMap<>();
    private final List<MachineInputs.Input> sources = new ArrayList<>();
    private final DiagnosisModel model;
    private final DiagnosisContract contract;
    private final Set<String> healthy;
    private final SignalAligner aligner;
    private final InstantSource clock;
    private final Map<String, HeardInput> heard = new HashMap<>();
    /** Categories that came too old, with nothing newer since: what holds if it turns out that the clock was set back. */
    private final Map<String, InputReading.Taken> older = new HashMap<>();

    private long timesAsked;
    private double @Nullable [] asked;
    private DiagnosisFinding answered = DiagnosisFinding.uncertain(InputReading.MISSING, "nothing was read yet");

    /**
     * @throws IllegalArgumentException or {@link IllegalStateException} in words where the model does not fit the
     *     configuration
     */
    DiagnosedMachine(DiagnosisConfig config, MachineInputs inputs, DiagnosisModel model, InstantSource clock) {
        this.config = config;
        this.model = model;
        this.contract = model.contract();
        this.healthy = HealthyModes.of(contract.question(), config.healthy());
        List<String> names =
                contract.measured().stream().map(MeasuredInput::name).toList();
        Map<String, MachineInputs.Input> bySignalName = inputs.bySignal(names);
        for (MeasuredInput input : contract.measured()) {
            bySignalName.forEach((signal, its) -> {
                if (its.name().equals(input.name())) {
                    Map<String, String> categories = config.categories().getOrDefault(input.name(), Map.of());
                    bySignal.put(signal, new InputReading(input, categories));
                    sources.add(its);
                }
            });
        }
        this.aligner = new SignalAligner(names, config.every(), config.longestHold(), SETTLE);
        this.clock = clock;
    }

    /** Takes a reading; what counts nowhere by it, or empty. */
    Optional<LeftOut> accept(Reading reading) {
        InputReading input = bySignal.get(reading.signal().name());
        if (input == null) {
            return Optional.empty();
        }
        long outdated = aligner.outdated();
        long ahead = aligner.ahead();
        long setBack = aligner.setBack();
        InputReading.Taken taken = input.take(reading);
        aligner.accept(sample(input.input().name(), taken, reading));
        if (aligner.ahead() > ahead) {
            return LeftOut.ONE_AHEAD;
        }
        long left = aligner.outdated() - outdated;
        if (aligner.setBack() > setBack) {
            beginAnew();
        } else if (left > 0) {
            if (input.isCategory()) {
                older.put(input.input().name(), taken);
            }
            return Optional.of(LeftOut.outdated(left));
        }
        older.clear();
        heard(input).take(reading.timestampNanos(), taken);
        return left == 0 ? Optional.empty() : Optional.of(LeftOut.outdated(left));
    }

    /** Takes what was read before the clock was set back: a category holds all the same. */
    void remember(Reading reading) {
        InputReading input = bySignal.get(reading.signal().name());
        if (input != null && input.isCategory()) {
            heard(input).take(HeardInput.UNTIMED, input.take(reading));
        }
    }

    private HeardInput heard(InputReading input) {
        return heard.computeIfAbsent(input.input().name(), name -> new HeardInput(config.every()));
    }

    /** The clock was set back: numbers are to be read again, and what nobody repeats holds. */
    private void beginAnew() {
        for (InputReading input : bySignal.values()) {
            if (input.isCategory()) {
                heard(input).forgetTimes();
                InputReading.Taken since = older.get(input.input().name());
                if (since != null) {
                    heard(input).take(HeardInput.UNTIMED, since);
                }
            } else {
                heard.remove(input.input().name());
            }
        }
    }

    private static Sample sample(String name, InputReading.Taken taken, Reading reading) {
        long source = reading.timestampNanos();
        long received = reading.receivedNanos();
        return taken.obstacle()
                .<Sample>map(why -> new Sample.Unusable(name, why.reason(), source, received))
                .orElseGet(() -> new Sample.Usable(name, taken.value(), source, received));
    }

    /**
     * What there is to say of the newest moment that is settled; empty where that was said already.
     *
     * @param nowNanos up to when readings are taken in, by the agent's clock (epoch nanoseconds)
     */
    Optional<Asked> ask(long nowNanos) {
        List<SignalAligner.Row> rows = aligner.advance(nowNanos);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        SignalAligner.Row row = rows.getLast();
        long before = timesAsked;
        DiagnosisFinding finding = finding(row.values(), row.sourceNanos());
        return Optional.of(new Asked(finding, row.sourceNanos(), timesAsked > before));
    }

    private DiagnosisFinding finding(double[] values, long sourceNanos) {
        List<InputReading.Obstacle> obstacles = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            MeasuredInput input = contract.measured().get(i);
            Optional<InputReading.Obstacle> stale = stale(sources.get(i));
            if (stale.isPresent()) {
                obstacles.add(stale.get());
            } else if (Double.isNaN(values[i])) {
                Optional<HeardInput.Heard> known = known(input, sourceNanos);
                values[i] = held(input, known);
                InputReading.Obstacle why = why(input, known);
                if (Double.isNaN(values[i]) && !(input.mayBeMissing() && why.isAbsence())) {
                    obstacles.add(why);
                }
            }
        }
        if (obstacles.isEmpty() && Arrays.stream(values).allMatch(Double::isNaN)) {
            obstacles.add(new InputReading.Obstacle(InputReading.MISSING, "no input has a value", true));
        }
        return obstacles.isEmpty() ? answer(values) : uncertain(obstacles);
    }

    private Optional<HeardInput.Heard> known(MeasuredInput input, long sourceNanos) {
        HeardInput its = heard.get(input.name());
        return its == null ? Optional.empty() : its.at(sourceNanos);
    }

    /** A category holds until another is told: nobody repeats which product it is. */
    private static double held(MeasuredInput input, Optional<HeardInput.Heard> known) {
        return input.categories().isEmpty() || known.isEmpty()
                ? Double.NaN
                : known.get().taken().value();
    }

    private InputReading.Obstacle why(MeasuredInput input, Optional<HeardInput.Heard> known) {
        if (known.isEmpty()) {
            return new InputReading.Obstacle(InputReading.MISSING, input.name() + " was not read yet", true);
        }
        return known.get()
                .taken()
                .obstacle()
                .orElseGet(() -> new InputReading.Obstacle(
                        InputReading.OLD,
                        input.name() + " was last measured at "
                                + Times.instant(known.get().sourceNanos())
                                + ", longer ago than longest-hold, "
                                + config.longestHold().toSeconds() + " s",
                        true));
    }

    /** Report by exception makes silence normal while a source is up, and meaningless while it is down. */
    private Optional<InputReading.Obstacle> stale(MachineInputs.Input input) {
        return input.source().status() instanceof SourceStatus.Connecting down
                        && down.since().plus(config.staleAfter()).isBefore(clock.instant())
                ? Optional.of(new InputReading.Obstacle(
                        InputReading.STALE,
                        input.name() + " is stale: source " + input.source().name() + " is down since " + down.since(),
                        false))
                : Optional.empty();
    }

    private static DiagnosisFinding uncertain(List<InputReading.Obstacle> obstacles) {
        List<String> reasons = obstacles.stream()
                .map(InputReading.Obstacle::reason)
                .limit(MOST_REASONS)
                .toList();
        String more = obstacles.size() > MOST_REASONS ? "; and " + (obstacles.size() - MOST_REASONS) + " more" : "";
        return DiagnosisFinding.uncertain(obstacles.getFirst().cause(), String.join("; ", reasons) + more);
    }

    /** The same values have the same answer, a machine that stands still is not worth the work; one that failed has none. */
    private DiagnosisFinding answer(double[] values) {
        if (!Arrays.equals(values, asked)) {
            answered = DiagnosisFinding.of(model.diagnose(values), contract, healthy, config);
            asked = answered.failed() ? null : values;
            timesAsked++;
        }
        return answered;
    }
}
