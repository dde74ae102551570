package org.millwright.edge.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.ReleaseConfig;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Verdict.Result;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.source.mqtt.MqttSource;
import org.millwright.edge.source.mqtt.TopicWriter;

/**
 * Announces verdicts and a heartbeat on two topics (docs/architecture.md, verdicts over MQTT).
 *
 * <p>One way: nothing comes back that says which part is in the station or that a verdict was taken. So it is for the
 * receiver to compare part and sequence, to keep its own deadline, and to reject while the heartbeat stands still.
 *
 * <p>A verdict is sent once, at once, or not at all; what the broker was not there for is counted, not sent later.
 */
public final class TopicRelease implements VerdictOutput {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonMapper json = JsonMapper.builder().build();
    private final MqttSource source;
    private final TopicWriter verdicts;
    private final TopicWriter heartbeats;
    private final InstantSource clock;
    private final long deadlineNanos;
    private final Heartbeat heartbeat;
    private final Map<String, Long> counts = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Verdict announced;
    private String last = "";
    private boolean closed;

    /**
     * @param deadline from the last byte of the frame; a later verdict is announced as not good
     * @param allowed the configuration's allow-list; it must name both topics for the release's source
     * @param source the release's source
     * @throws OutputNotAllowedException naming the topic that is not allowed
     */
    public TopicRelease(
            ReleaseConfig.Announcement config,
            Duration deadline,
            List<AllowedOutput> allowed,
            MqttSource source,
            InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.deadlineNanos = deadline.toNanos();
        this.verdicts = source.writer(allowed(config.source(), config.topic(), allowed));
        this.heartbeats = source.writer(allowed(config.source(), config.heartbeatTopic(), allowed));
        this.heartbeat = new Heartbeat(config.heartbeatEvery(), this::beat);
    }

    private static AllowedOutput.MqttTopic allowed(String source, String topic, List<AllowedOutput> allowed) {
        AllowedOutput.MqttTopic output = new AllowedOutput.MqttTopic(source, topic);
        if (!allowed.contains(output)) {
            throw new OutputNotAllowedException("outputs.allow does not name topic " + topic + " of source " + source
                    + ": add it there if the agent is meant to write it, else take it out of the release");
        }
        return output;
    }

    @Override
    public void start() {
        heartbeat.start();
    }

    @Override
    public void decided(Verdict verdict) {
        lock.lock();
        try {
            if (!closed) {
                announce(verdict);
            }
        } finally {
            lock.unlock();
        }
    }

    private void announce(Verdict verdict) {
        if (isAnnounced(verdict)) {
            settle("already-decided", verdict); // A camera that reconnects may show the part once more.
            return;
        }
        boolean late = Math.max(now(), verdict.decidedNanos()) - verdict.receivedNanos() > deadlineNanos;
        boolean good = verdict.result() == Result.GOOD && !late;
        if (!verdicts.offer(bytes(message(verdict, good)))) {
            settle("write-refused", verdict);
            return;
        }
        announced = verdict;
        settle(good ? "released-good" : late ? "late" : word(verdict.result()), verdict);
    }

    private boolean isAnnounced(Verdict verdict) {
        return announced != null
                && announced.sequence() == verdict.sequence()
                && announced.part().equals(verdict.part());
    }

    private ObjectNode message(Verdict verdict, boolean good) {
        ObjectNode message = json.createObjectNode()
                .put("part", verdict.part())
                .put("sequence", verdict.sequence())
                .put("result", word(verdict.result()))
                .put("good", good);
        if (Double.isNaN(verdict.score())) {
            message.putNull("score");
        } else {
            message.put("score", verdict.score());
        }
        Instant decided = Instant.ofEpochSecond(0, verdict.decidedNanos());
        return message.put("decided", TIME.format(decided));
    }

    private static String word(Result result) {
        return switch (result) {
            case GOOD -> "good";
            case DEFECT -> "defect";
            case UNCERTAIN -> "uncertain";
        };
    }

    private static byte[] bytes(ObjectNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void settle(String outcome, Verdict verdict) {
        counts.merge(outcome, 1L, Long::sum);
        last = "part " + verdict.part() + " (" + verdict.sequence() + "): " + outcome;
    }

    private boolean beat(long count) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            boolean sent = heartbeats.offer(bytes(json.createObjectNode().put("heartbeat", count)));
            if (!sent) {
                counts.merge("heartbeat-failed", 1L, Long::sum);
            }
            return sent;
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void alive() {
        heartbeat.alive();
    }

    /** Never busy: no topic tells. Part and sequence are those of the last verdict that was sent. */
    @Override
    public ReleaseStatus status() {
        boolean connected = source.status() instanceof SourceStatus.Up;
        lock.lock();
        try {
            return new ReleaseStatus(
                    connected,
                    false,
                    announced == null ? "" : announced.part(),
                    announced == null ? 0 : announced.sequence(),
                    heartbeat.confirmed(),
                    heartbeat.isAlive(),
                    last,
                    counts);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        heartbeat.close();
    }
}
