package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.Sample;

/** Learning that takes its time gives the same as learning that takes none. */
final class LearningMeanwhileTest {

    private static final Duration LEARN = Duration.ofMinutes(5);

    /** Learns when it is told to. */
    private static final class Later implements Executor {

        private final Deque<Runnable> asked = new ArrayDeque<>();
        private boolean full;

        @Override
        public void execute(Runnable task) {
            if (full) {
                throw new RejectedExecutionException("full");
            }
            asked.add(task);
        }

        void run() {
            for (Runnable next = asked.poll(); next != null; next = asked.poll()) {
                next.run();
            }
        }
    }

    private final Later later = new Later();
    private final AnomalyWatch meanwhile = watch(RegimeSettings.found(), later);
    private final AnomalyWatch inline = watch(RegimeSettings.found(), Runnable::run);
    private long nanos;

    private static AnomalyWatch watch(RegimeSettings regimes, Executor executor) {
        return new AnomalyWatch(TestPump.SIGNALS, Watched.SETTINGS, regimes, LEARN, Duration.ZERO, executor);
    }

    private void accept(AnomalyWatch watch, double... row) {
        for (int j = 0; j < row.length; j++) {
            watch.accept(new Sample.Usable(TestPump.SIGNALS.get(j), row[j], nanos, nanos));
        }
    }

    private List<RegimeFinding> see(AnomalyWatch watch, List<double[]> rows) {
        List<RegimeFinding> found = new ArrayList<>();
        for (double[] row : rows) {
            nanos += Watched.SECOND;
            accept(watch, row);
            found.addAll(watch.advance(nanos));
        }
        return found;
    }

    /** A machine that stands still, then runs, then breaks, whose source is silent for a while and whose clock is set back. */
    private static double[] row(TestPump pump, int second, int starts, int breaks) {
        return second < starts ? new double[] {0, 0, 0, 0, 20} : pump.shifted(0, 0, second < breaks ? 0 : 4, 0, 0);
    }

    @Property(tries = 8)
    void findingsAreThoseOfLearningAtOnceHoweverLongItTakes(@ForAll long seed) {
        Random random = new Random(seed);
        TestPump pump = new TestPump(seed);
        Later slow = new Later();
        AnomalyWatch watch = watch(RegimeSettings.found(), slow);
        AnomalyWatch quick = watch(RegimeSettings.found(), Runnable::run);
        int starts = random.nextInt(200);
        int breaks = 400 + random.nextInt(400);
        int silent = random.nextInt(900);
        long back = random.nextInt(900);
        List<RegimeFinding> found = new ArrayList<>();
        List<RegimeFinding> expected = new ArrayList<>();
        long received = 10_000 * Watched.SECOND;
        long source = received;
        for (int second = 0; second < 900; second++) {
            long step = second == silent ? 3_600 : 1;
            received += step * Watched.SECOND;
            source += (second == back ? -500 : step) * Watched.SECOND;
            double[] row = row(pump, second, starts, breaks);
            for (AnomalyWatch each : List.of(watch, quick)) {
                for (int j = 0; j < row.length; j++) {
                    each.accept(new Sample.Usable(TestPump.SIGNALS.get(j), row[j], source, received));
                }
            }
            expected.addAll(quick.advance(received));
            found.addAll(watch.advance(received));
            if (random.nextInt(60) == 0) {
                slow.run();
            }
        }
        while (!slow.asked.isEmpty()) {
            slow.run();
            found.addAll(watch.advance(received));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(watch.counts()).isEqualTo(quick.counts());
        assertThat(watch.progress()).isEqualTo(quick.progress());
        assertThat(watch.normal().map(MachineNormal::toBytes))
                .satisfies(bytes -> quick.normal()
                        .ifPresentOrElse(
                                normal -> assertThat(bytes.orElseThrow()).isEqualTo(normal.toBytes()),
                                () -> assertThat(bytes).isEmpty()));
    }

    @Test
    void whileItIsLearnedFromNothingIsSaidOfTheRowsThatComeAndThenOfEachOfThem() {
        TestPump pump = new TestPump(1);
        List<RegimeFinding> before = see(meanwhile, pump.rows(300));
        assertThat(before).hasSize(300);
        assertThat(before.getLast().finding()).isEqualTo(new Finding.Unlearned("learning from 300 rows now", nanos));
        assertThat(see(meanwhile, pump.rows(50))).isEmpty();
        assertThat(meanwhile.progress()).contains("learning from 300 rows now");

        later.run();
        List<RegimeFinding> after = meanwhile.advance(nanos);
        assertThat(after).hasSize(50);
        assertThat(after.getLast().finding()).isInstanceOf(Finding.Normal.class);
        assertThat(meanwhile.progress()).isEmpty();
    }

    @Test
    void anEarlierNormalJudgesEachRowAsItComesAndTheNewOneTheNewestOfThemAgain() {
        TestPump pump = new TestPump(2);
        for (AnomalyWatch watch : List.of(meanwhile, inline)) {
            nanos = 0;
            see(watch, new TestPump(3).rows(300));
            later.run();
            watch.advance(nanos);
            watch.learnAnew(LEARN);
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 340; i++) {
            rows.add(pump.shifted(0, 0, 4, 0, 0));
        }
        long from = nanos;
        assertThat(see(meanwhile, rows))
                .hasSize(340)
                .last()
                .matches(each -> each.finding() instanceof Finding.Anomalous);
        later.run();
        List<RegimeFinding> again = meanwhile.advance(nanos);
        nanos = from;
        RegimeFinding expected = see(inline, rows).getLast();

        assertThat(again).containsExactly(expected);
        assertThat(expected.finding()).isInstanceOf(Finding.Normal.class);
        assertThat(meanwhile.normal().orElseThrow().toBytes())
                .isEqualTo(inline.normal().orElseThrow().toBytes());
    }

    @Test
    void whatIsBeingLearnedCountsForNothingOnceItIsToBeLearnedAnew() {
        TestPump pump = new TestPump(4);
        see(meanwhile, pump.rows(310));
        meanwhile.learnAnew(LEARN);
        later.run();
        assertThat(see(meanwhile, pump.rows(299))).allMatch(each -> each.finding() instanceof Finding.Unlearned);
        assertThat(meanwhile.normal()).isEmpty();
        assertThat(meanwhile.counts().leftOut()).isEqualTo(10);
    }

    @Test
    void learningThatFailsIsToldWithItsCauseAndTriedAgain() {
        TestPump pump = new TestPump(5);
        AnomalyWatch watch = watch(RegimeSettings.by(List.of("a signal that there is none of")), later);
        see(watch, pump.rows(300));
        later.run();
        assertThat(watch.advance(nanos)).isEmpty();
        assertThat(see(watch, pump.rows(1)).getFirst().finding())
                .isInstanceOfSatisfying(
                        Finding.Unlearned.class,
                        finding -> assertThat(finding.progress())
                                .startsWith("learning failed and is tried again with newer rows: java.lang."));
        see(watch, pump.rows(29));
        assertThat(later.asked).hasSize(1);
    }

    @Test
    void aLearnerThatHasNoRoomIsAskedAgain() {
        TestPump pump = new TestPump(6);
        later.full = true;
        see(meanwhile, pump.rows(320));
        assertThat(later.asked).isEmpty();
        later.full = false;
        assertThat(see(meanwhile, pump.rows(1))).isEmpty();
        later.run();
        assertThat(meanwhile.advance(nanos)).hasSize(21);
        assertThat(meanwhile.normal()).isPresent();
    }

    /** Rows that two normals judge are counted once. */
    @Test
    void aGapThatWasSeenWhileLearningAnewIsCountedOnce() {
        TestPump pump = new TestPump(8);
        see(meanwhile, pump.rows(300));
        later.run();
        meanwhile.advance(nanos);
        meanwhile.learnAnew(LEARN);
        see(meanwhile, pump.rows(310));
        nanos += 3_600 * Watched.SECOND;
        see(meanwhile, pump.rows(30));
        assertThat(meanwhile.counts().detector().gaps()).isEqualTo(1);
        later.run();
        assertThat(meanwhile.advance(nanos)).hasSize(1);
        assertThat(meanwhile.progress()).isEmpty();
        assertThat(meanwhile.counts().detector().gaps()).isEqualTo(1);
    }

    @Test
    void rowsThatWaitTooLongAreLeftOutOldestFirstAndCounted() {
        TestPump pump = new TestPump(7);
        see(meanwhile, pump.rows(300 + AnomalyWatch.MOST_WAITING + 5));
        later.run();
        List<RegimeFinding> found = meanwhile.advance(nanos);
        assertThat(found).hasSize(AnomalyWatch.MOST_WAITING);
        assertThat(found.getFirst().finding().sourceNanos()).isEqualTo(306 * Watched.SECOND);
        assertThat(meanwhile.counts().leftOut()).isEqualTo(5);
    }
}
