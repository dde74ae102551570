package org.millwright.edge.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    @Property(tries = 200)
    void deliveredPlusDroppedPlusWaitingIsPublished(
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll Overflow overflow,
            @ForAll List<@IntRange(min = 0, max = 5) Integer> steps)
            throws InterruptedException {
        Bus<Integer> bus = new Bus<>();
        Subscription<Integer> subscription = bus.subscribe("test", capacity, overflow);
        List<Integer> taken = new ArrayList<>();
        for (int step : steps) {
            bus.publishAll(java.util.Collections.nCopies(step, step));
            if (step % 2 == 0) {
                subscription.drainTo(taken, step, Duration.ZERO);
            }
            Subscription.Counts counts = subscription.counts();
            assertThat(counts.delivered() + counts.dropped() + counts.waiting()).isEqualTo(counts.published());
            assertThat(counts.waiting()).isLessThanOrEqualTo(capacity);
        }
        assertThat(taken).hasSize((int) subscription.counts().delivered());
    }

    @Test
    void aFullQueueKeepsTheOldestWhenOrderMatters() throws InterruptedException {
        assertThat(leftAfterOverflow(Overflow.REFUSE_NEWEST)).containsExactly(1, 2);
    }

    @Test
    void aFullQueueKeepsTheNewestWhenFreshnessMatters() throws InterruptedException {
        assertThat(leftAfterOverflow(Overflow.DROP_OLDEST)).containsExactly(2, 3);
    }

    @Test
    void whatComesAfterTheCloseIsCountedAsDropped() throws InterruptedException {
        Bus<Integer> bus = new Bus<>();
        Subscription<Integer> subscription = bus.subscribe("test", 4, Overflow.REFUSE_NEWEST);
        bus.publish(1);
        bus.close();
        bus.publish(2);
        List<Integer> taken = new ArrayList<>();
        subscription.drainTo(taken, 10, Duration.ofSeconds(1));
        assertThat(taken).containsExactly(1);
        assertThat(subscription.isDrained()).isTrue();
        assertThat(subscription.counts().afterClose()).isEqualTo(1);
    }

    @Test
    void whatASubscriberDoesNotWantIsNeitherPublishedNorDropped() throws InterruptedException {
        Bus<Integer> bus = new Bus<>();
        Subscription<Integer> even = bus.subscribe("test", 4, Overflow.REFUSE_NEWEST, item -> item % 2 == 0);
        bus.publishAll(List.of(1, 2, 3, 4));
        List<Integer> taken = new ArrayList<>();
        even.drainTo(taken, 10, Duration.ZERO);
        assertThat(taken).containsExactly(2, 4);
        assertThat(even.counts()).isEqualTo(new Subscription.Counts(2, 2, 0, 0, 0));
    }

    @Test
    void aSubscriberThatGaveUpIsNotFedAndWhatWaitedIsCounted() {
        Bus<Integer> bus = new Bus<>();
        Subscription<Integer> subscription = bus.subscribe("test", 4, Overflow.REFUSE_NEWEST);
        bus.publish(1);
        subscription.cancel();
        bus.publish(2);
        assertThat(subscription.counts()).isEqualTo(new Subscription.Counts(1, 0, 0, 1, 0));
    }

    private static List<Integer> leftAfterOverflow(Overflow overflow) throws InterruptedException {
        Bus<Integer> bus = new Bus<>();
        Subscription<Integer> subscription = bus.subscribe("test", 2, overflow);
        bus.publishAll(List.of(1, 2, 3));
        List<Integer> taken = new ArrayList<>();
        subscription.drainTo(taken, 10, Duration.ZERO);
        return taken;
    }
}
