package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class StepAssemblerPropertyTest {

    private static final List<String> INPUTS = List.of("axis", "a", "b");
    private static final long SETTLE = 1_000_000;

    @Property(tries = 300)
    void orderOfArrivalWithinTheSettleTimeDoesNotMatter(
            @ForAll("recordings") List<Sample> recording, @ForAll Axis.Aggregation aggregation, @ForAll long shuffle) {
        StepAssembler inOrder = assembler(aggregation);
        recording.forEach(inOrder::accept);
        inOrder.advance(SETTLE * 2);

        List<Sample> shuffled = new ArrayList<>(recording);
        Collections.shuffle(shuffled, new Random(shuffle));
        StepAssembler anyOrder = assembler(aggregation);
        for (Sample sample : shuffled) {
            anyOrder.accept(sample);
        }
        anyOrder.advance(SETTLE * 2);
        assertThat(anyOrder.window()).isEqualTo(inOrder.window());
    }

    /** A source time with all inputs is settled at once; each input's own readings come in order, as a source sends them. */
    @Property(tries = 300)
    void howTheInputsInterleaveWithinTheSettleTimeDoesNotMatter(
            @ForAll("recordings") List<Sample> recording, @ForAll Axis.Aggregation aggregation, @ForAll long shuffle) {
        Map<String, NavigableMap<Long, Sample>> byInput = new TreeMap<>();
        recording.forEach(sample ->
                byInput.computeIfAbsent(sample.input(), any -> new TreeMap<>()).put(sample.sourceNanos(), sample));
        StepAssembler inOrder = assembler(aggregation);
        byInput.values().forEach(its -> its.values().forEach(inOrder::accept));
        inOrder.advance(SETTLE * 2);

        StepAssembler interleaved = assembler(aggregation);
        List<Deque<Sample>> left = new ArrayList<>();
        byInput.values().forEach(its -> left.add(new ArrayDeque<>(its.values())));
        Random random = new Random(shuffle);
        while (!left.isEmpty()) {
            Deque<Sample> next = left.get(random.nextInt(left.size()));
            interleaved.accept(next.removeFirst());
            interleaved.advance(SETTLE / 2);
            left.removeIf(Deque::isEmpty);
        }
        interleaved.advance(SETTLE * 2);
        assertThat(interleaved.window()).isEqualTo(inOrder.window());
    }

    @Test
    void badReadingOfATimeThatIsSettledAlreadyIsNotLost() {
        StepAssembler assembler = assembler(Axis.Aggregation.LAST);
        INPUTS.forEach(input -> assembler.accept(new Sample.Usable(input, 1, 5, 5)));
        assembler.advance(6);
        assertThat(assembler.window().steps()).last().isInstanceOf(Step.Usable.class);

        assembler.accept(new Sample.Unusable(INPUTS.getLast(), "bad", 5, 7));
        assembler.advance(8);

        assertThat(assembler.window().steps()).last().isInstanceOf(Step.Unusable.class);
    }

    /** Good values are small and bad ones come with none or a huge one, so a bad one would show. */
    @Property(tries = 300)
    void noStepHoldsANumberThatNobodyVouchedFor(
            @ForAll("recordings") List<Sample> recording, @ForAll Axis.Aggregation aggregation) {
        StepAssembler assembler = assembler(aggregation);
        for (Sample sample : recording) {
            assembler.accept(sample);
            assembler.advance(sample.receivedNanos() + SETTLE);
        }
        for (Step step : assembler.window().steps()) {
            if (step instanceof Step.Usable usable) {
                assertThat(usable.values())
                        .hasSize(3)
                        .allSatisfy(value -> assertThat(value).isBetween(0.0, 100.0));
            }
        }
    }

    /** Whatever was last heard of an input when a step settled was usable. */
    @Property(tries = 300)
    void stepInWhichABadReadingIsTheNewestIsNeverUsable(
            @ForAll("recordings") List<Sample> recording, @ForAll Axis.Aggregation aggregation) {
        StepAssembler assembler = assembler(aggregation);
        Set<String> bad = new HashSet<>(INPUTS);
        long nanos = 0;
        for (Sample drawn : recording) {
            // One source time a sample: what is newest is plain.
            nanos++;
            Sample sample = at(nanos, drawn);
            assembler.accept(sample);
            assembler.advance(Long.MAX_VALUE / 2);
            if (sample instanceof Sample.Usable usable && Double.isFinite(usable.value())) {
                bad.remove(sample.input());
            } else {
                bad.add(sample.input());
            }
            assertThat(assembler.window().unusableNow()).hasSize(bad.size());
            List<Step> steps = assembler.window().steps();
            if (aggregation == Axis.Aggregation.LAST && !steps.isEmpty()) {
                assertThat(steps.getLast() instanceof Step.Usable).isEqualTo(bad.isEmpty());
            }
        }
    }

    @Property(tries = 300)
    void stepsAreWithoutHolesAndBounded(
            @ForAll("recordings") List<Sample> recording, @ForAll Axis.Aggregation aggregation) {
        StepAssembler assembler = assembler(aggregation);
        recording.forEach(assembler::accept);
        assembler.advance(Long.MAX_VALUE / 2);
        List<Step> steps = assembler.window().steps();
        assertThat(steps).hasSizeLessThanOrEqualTo(6);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).index()).isEqualTo(steps.get(i - 1).index() + 1);
        }
        assertThat(assembler.counts().accepted()).isEqualTo(recording.size());
    }

    private static Sample at(long sourceNanos, Sample sample) {
        return switch (sample) {
            case Sample.Usable usable -> new Sample.Usable(usable.input(), usable.value(), sourceNanos, 0);
            case Sample.Unusable unusable -> new Sample.Unusable(unusable.input(), unusable.reason(), sourceNanos, 0);
        };
    }

    private static StepAssembler assembler(Axis.Aggregation aggregation) {
        return new StepAssembler(INPUTS, new Axis("axis", "h", 1, aggregation, 3), 6, Duration.ofNanos(SETTLE));
    }

    /** Received in one burst; source times rise or stay, and an input may come twice in one. */
    @Provide
    Arbitrary<List<Sample>> recordings() {
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 9);
        Arbitrary<String> input = Arbitraries.of(INPUTS);
        Arbitrary<Double> jump = Arbitraries.doubles().between(0, 2.5);
        Arbitrary<Double> value = Arbitraries.doubles().between(0, 100);
        return Combinators.combine(kind, input, jump, value)
                .as((k, i, j, v) -> new Object[] {k, i, j, v})
                .list()
                .ofMaxSize(60)
                .map(StepAssemblerPropertyTest::recording);
    }

    private static List<Sample> recording(List<Object[]> drawn) {
        List<Sample> samples = new ArrayList<>();
        double axis = 0;
        long nanos = 1;
        for (Object[] draw : drawn) {
            int kind = (int) draw[0];
            String input = (String) draw[1];
            nanos += kind % 2;
            if (kind == 0) {
                samples.add(new Sample.Unusable(input, "bad", nanos, 0));
            } else if (kind == 1) {
                samples.add(new Sample.Usable(input, Double.POSITIVE_INFINITY, nanos, 0));
            } else if (input.equals("axis")) {
                axis = kind == 2 ? 0 : Math.min(100, axis + (double) draw[2]);
                samples.add(new Sample.Usable(input, axis, nanos, 0));
            } else {
                samples.add(new Sample.Usable(input, (double) draw[3], nanos, 0));
            }
        }
        return samples;
    }
}
