package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;

/**
 * A model of a server that keeps what is not acknowledged, a line that loses, a disk that is late, and agents that die:
 * whatever happens in which order, each message gets to the disk, once and in its turn, and nothing is acknowledged before.
 */
class MessageOrderTest {

    enum Step {
        PUBLISH,
        PUBLISH_INTO_THE_VOID,
        KEEP_ALIVE,
        SYNC,
        ACKNOWLEDGE,
        KILL,
        RECONNECT
    }

    /** Numbers begin shortly before the wrap, so that it is passed. */
    private static final long FIRST = SequenceNumbers.LARGEST - 5;

    private final List<Long> disk = new ArrayList<>();
    private final ArrayDeque<Runnable> unsynced = new ArrayDeque<>();
    private final Set<Long> retained = new LinkedHashSet<>();
    private final List<Happening> happenings = new ArrayList<>();
    private long next = FIRST;
    private ServerSubscription agent = agent(SequenceNumbers.plus(FIRST, SequenceNumbers.LARGEST - 1));

    private ServerSubscription agent(long lastSafe) {
        happenings.clear();
        return new ServerSubscription(
                Unsigned.uint(7),
                ServerSubscription.Pace.UNKNOWN,
                Sequence.after(lastSafe),
                this::receive,
                new Faults(),
                happenings::add);
    }

    private void receive(ServerSubscription from, Message message) {
        from.sequence().taken();
        unsynced.add(() -> {
            disk.add(message.number());
            from.sequence().safe(message.number());
        });
    }

    private static Message message(long number, boolean keepAlive) {
        return new Message(number, keepAlive, 0, true, true, List.of(), List.of(), 0);
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        return Arbitraries.of(Step.class).list().ofMaxSize(200);
    }

    @Property(tries = 300)
    void everyMessageGetsToTheDiskOnceAndInItsTurn(@ForAll("stories") List<Step> story) {
        begin();
        for (Step step : story) {
            take(step);
            assertThat(retained).as("never acknowledged before it is safe").containsAll(notOnDisk());
        }
        catchUp();
        sync();
        List<Long> made = new ArrayList<>();
        for (long number = FIRST; number != next; number = SequenceNumbers.after(number)) {
            made.add(number);
        }
        assertThat(disk).isEqualTo(made);
    }

    private void begin() {
        disk.clear();
        unsynced.clear();
        retained.clear();
        next = FIRST;
        agent = agent(SequenceNumbers.plus(FIRST, SequenceNumbers.LARGEST - 1));
    }

    private void take(Step step) {
        switch (step) {
            case PUBLISH -> {
                agent.arrived(message(publish(), false));
                heed();
            }
            case PUBLISH_INTO_THE_VOID -> publish();
            case KEEP_ALIVE -> {
                agent.arrived(message(next, true));
                heed();
            }
            case SYNC -> sync();
            case ACKNOWLEDGE -> {
                List<SubscriptionAcknowledgement> safe = new ArrayList<>();
                agent.sequence().drainAcknowledgements(agent.id(), safe);
                safe.forEach(each -> retained.remove(each.getSequenceNumber().longValue()));
            }
            case KILL -> {
                unsynced.clear();
                agent.close();
                agent = agent(disk.isEmpty() ? FIRST - 1 : disk.getLast());
                catchUp();
            }
            case RECONNECT -> {
                agent.catchUp();
                catchUp();
            }
        }
    }

    private long publish() {
        long number = next;
        next = SequenceNumbers.after(next);
        retained.add(number);
        return number;
    }

    private void sync() {
        unsynced.forEach(Runnable::run);
        unsynced.clear();
    }

    /** As the source's thread does it: asks for what is missing, then lets go on. */
    private void heed() {
        while (!happenings.isEmpty()) {
            if (happenings.removeFirst() instanceof Happening.Missing missing) {
                for (long number = missing.from(); number != missing.until(); number = SequenceNumbers.after(number)) {
                    if (retained.contains(number)) {
                        agent.fetched(message(number, false));
                    }
                }
                agent.caughtUp();
            }
        }
    }

    private void catchUp() {
        while (retained.contains(agent.sequence().expected())) {
            agent.fetched(message(agent.sequence().expected(), false));
        }
        agent.caughtUp();
        heed();
    }

    private Set<Long> notOnDisk() {
        Set<Long> missing = new TreeSet<>();
        for (long number = FIRST; number != next; number = SequenceNumbers.after(number)) {
            missing.add(number);
        }
        missing.removeAll(disk);
        return missing;
    }
}
