package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.millwright.edge.intake.Mark;

class RedeliveriesTest {

    private final Map<String, byte[]> marks = new HashMap<>();

    private Redeliveries of(int kept) {
        return new Redeliveries("taken", kept, key -> Optional.ofNullable(marks.get(key)));
    }

    private static Message message(int id, String payload, boolean again) {
        return new Message("line/state", payload.getBytes(UTF_8), 1, id, false, again, Message.Age.UNKNOWN);
    }

    private void take(Redeliveries redeliveries, Message message) {
        Mark mark = redeliveries.take(message);
        marks.put(mark.key(), mark.content());
    }

    @Test
    void onlyAMessageThatTheBrokerSendsAgainUnchangedIsKnown() {
        Redeliveries redeliveries = of(10);
        take(redeliveries, message(1, "running", false));
        assertThat(redeliveries.isTaken(message(1, "running", true))).isTrue();
        assertThat(redeliveries.isTaken(message(1, "running", false))).isFalse();
        assertThat(redeliveries.isTaken(message(2, "running", true))).isFalse();
        assertThat(redeliveries.isTaken(message(1, "stopped", true))).isFalse();
        take(redeliveries, message(1, "stopped", false));
        assertThat(redeliveries.isTaken(message(1, "running", true)))
                .as("its packet id stands for another message since")
                .isFalse();
    }

    @Test
    void aNewSessionSendsNothingAgainAlsoAfterARestart() {
        Redeliveries redeliveries = of(10);
        take(redeliveries, message(1, "a", false));
        redeliveries.forget();
        assertThat(redeliveries.isTaken(message(1, "a", true))).isFalse();
        take(redeliveries, message(2, "b", false));
        assertThat(of(10).isTaken(message(1, "a", true))).isFalse();
        assertThat(of(10).isTaken(message(2, "b", true))).isTrue();
    }

    @Test
    void whatWasTakenBackIsNotKnown() {
        Redeliveries redeliveries = of(10);
        redeliveries.take(message(1, "a", false));
        redeliveries.takeBack();
        assertThat(redeliveries.isTaken(message(1, "a", true))).isFalse();
    }

    @Property(tries = 100)
    void asManyAsConfiguredAreKnownOverARestartWithAnotherNumberToo(
            @ForAll @IntRange(min = 1, max = 300) int before,
            @ForAll @IntRange(min = 1, max = 300) int after,
            @ForAll @IntRange(max = 1000) int count) {
        marks.clear();
        Redeliveries first = of(before);
        IntStream.range(0, count).forEach(i -> take(first, message(i % 60_000, "v" + i, false)));
        Redeliveries second = of(after);
        int known = Math.min(count, Math.min(before, after));
        assertThat(IntStream.range(count - known, count))
                .allMatch(i -> second.isTaken(message(i % 60_000, "v" + i, true)));
        for (Map.Entry<String, byte[]> mark : marks.entrySet()) {
            assertThat(mark.getValue()).hasSizeLessThanOrEqualTo(66 * Long.BYTES);
        }
    }

    /** Messages in flight at a broker that gives packet ids as HiveMQ does (the lowest free) or as Mosquitto (the next). */
    private static final class Broker {
        record Sent(int id, String payload) {}

        final boolean lowestFree;
        final int window;
        final ArrayDeque<String> waiting = new ArrayDeque<>();
        final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
        private int last;
        private int made;

        Broker(boolean lowestFree, int window) {
            this.lowestFree = lowestFree;
            this.window = window;
        }

        void publish() {
            waiting.add("value " + made++);
        }

        Optional<Sent> send() {
            if (waiting.isEmpty() || unacknowledged.size() >= window) {
                return Optional.empty();
            }
            Sent sent = new Sent(freeId(), waiting.remove());
            unacknowledged.add(sent);
            return Optional.of(sent);
        }

        private int freeId() {
            TreeSet<Integer> taken = new TreeSet<>();
            unacknowledged.forEach(sent -> taken.add(sent.id()));
            int id = lowestFree ? 1 : last % 50 + 1;
            while (taken.contains(id)) {
                id = id % 50 + 1;
            }
            last = id;
            return id;
        }
    }

    /** The agent: takes, makes safe some time later, acknowledges after that; may lose its line or its life at any time. */
    private final class Agent {
        record Taken(int id, String payload, Optional<Mark> mark) {}

        final List<String> stored = new ArrayList<>();
        final ArrayDeque<Taken> unsafe = new ArrayDeque<>();
        final ArrayDeque<Integer> acknowledgements = new ArrayDeque<>();
        final int window;
        Redeliveries redeliveries;

        Agent(int window) {
            this.window = window;
            this.redeliveries = of(window);
        }

        void hear(Broker.Sent sent, boolean again) {
            Message message = message(sent.id(), sent.payload(), again);
            boolean known = redeliveries.isTaken(message);
            Optional<Mark> mark = known ? Optional.empty() : Optional.of(redeliveries.take(message));
            unsafe.add(new Taken(sent.id(), sent.payload(), mark));
        }

        void sync() {
            for (Taken taken = unsafe.poll(); taken != null; taken = unsafe.poll()) {
                taken.mark().ifPresent(mark -> marks.put(mark.key(), mark.content()));
                if (taken.mark().isPresent()) {
                    stored.add(taken.payload());
                }
                acknowledgements.add(taken.id());
            }
        }

        /** What was not synced is gone; what it knew is read from the marks. */
        void restart() {
            unsafe.clear();
            acknowledgements.clear();
            redeliveries = of(window);
        }
    }

    @Property(tries = 500)
    void everyMessageIsStoredOnceWhateverBreaks(
            @ForAll long seed, @ForAll boolean lowestFree, @ForAll @IntRange(min = 1, max = 20) int window) {
        marks.clear();
        Random random = new Random(seed);
        Broker broker = new Broker(lowestFree, window);
        Agent agent = new Agent(window);
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> broker.publish();
                case 3, 4, 5 -> broker.send().ifPresent(sent -> agent.hear(sent, false));
                case 6 -> agent.sync();
                case 7 -> acknowledge(broker, agent);
                case 8 -> reconnect(broker, agent, random.nextBoolean(), random.nextBoolean());
                default -> broker.send(); // Lost on the way, and the line with it.
            }
            if (broker.unacknowledged.size() > agent.unsafe.size() + agent.acknowledgements.size()) {
                reconnect(broker, agent, false, false);
            }
        }
        drain(broker, agent);
        assertThat(agent.stored)
                .containsExactlyElementsOf(IntStream.range(0, broker.made)
                        .mapToObj(i -> "value " + i)
                        .toList());
    }

    private static void acknowledge(Broker broker, Agent agent) {
        Integer id = agent.acknowledgements.poll();
        if (id != null) {
            assertThat(broker.unacknowledged.remove().id()).isEqualTo(id);
        }
    }

    /** The broker sends again what it has heard no acknowledgement for, in its order (MQTT 5, 4.4 and 4.6). */
    private static void reconnect(Broker broker, Agent agent, boolean restart, boolean syncedBefore) {
        if (restart) {
            agent.restart();
        } else if (syncedBefore) {
            agent.sync();
        }
        agent.acknowledgements.clear();
        // What is still being made safe was acknowledged to the line that is gone.
        List<Agent.Taken> unsafe = List.copyOf(agent.unsafe);
        agent.sync();
        assertThat(agent.acknowledgements).hasSize(unsafe.size());
        agent.acknowledgements.clear();
        broker.unacknowledged.forEach(sent -> agent.hear(sent, true));
    }

    private static void drain(Broker broker, Agent agent) {
        reconnect(broker, agent, false, true);
        while (!broker.waiting.isEmpty() || !broker.unacknowledged.isEmpty()) {
            agent.sync();
            acknowledge(broker, agent);
            broker.send().ifPresent(sent -> agent.hear(sent, false));
        }
        agent.sync();
    }
}
