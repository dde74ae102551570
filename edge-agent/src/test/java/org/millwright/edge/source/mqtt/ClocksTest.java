package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingPlant.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.TestingClockWatch;
import org.millwright.edge.source.mqtt.Message.Age;

class ClocksTest {

    private Duration passed = Duration.ZERO;
    private final InstantSource clock =
            () -> Instant.parse("2026-01-01T00:00:00Z").plus(passed);
    private final NamedFaults faults = new NamedFaults("meters", clock);
    private final Clocks clocks =
            new Clocks("meters", faults, () -> TestingClockWatch.of(clock, () -> passed.toNanos()));
    private final List<Notice> notices = new ArrayList<>();

    private SignalDecoder decoder() {
        List<MqttSignal> signals = List.of(
                json("power", ValueType.NUMBER, "a", "/v", "/ts"), json("speed", ValueType.NUMBER, "b", "/v", "/ts"));
        DecodeLosses losses = new DecodeLosses();
        return new SignalDecoder(
                new TopicRouter(signals, 3, faults),
                new PayloadReader(signals, faults, losses),
                losses,
                clocks,
                faults);
    }

    /** Once a second from a device whose clock is ahead of ours. */
    private void hear(SignalDecoder decoder, String topic, int seconds, Duration ahead, Age age) {
        for (int i = 0; i < seconds; i++) {
            passed = passed.plusSeconds(1);
            String payload = "{\"v\":1,\"ts\":\"" + clock.instant().plus(ahead) + "\"}";
            Message message = new Message(topic, payload.getBytes(UTF_8), 1, 1, false, false, age);
            long received = SourceTime.nanos(clock.instant()).orElseThrow();
            for (Event event : decoder.decode(new Arrival(message, age == Age.KEPT, received))) {
                if (event instanceof Notice notice) {
                    notices.add(notice);
                }
            }
        }
    }

    @Test
    void aDeviceWhoseClockIsSetIsNoticedAndTheOthersAreNot() {
        SignalDecoder decoder = decoder();
        hear(decoder, "a", 20, Duration.ofSeconds(2), Age.FRESH);
        hear(decoder, "b", 20, Duration.ofMillis(-300), Age.FRESH);
        assertThat(clocks.offset()).contains(Duration.ofSeconds(2));
        hear(decoder, "a", 20, Duration.ofSeconds(-58), Age.FRESH);
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.CLOCK_STEPPED);
            assertThat(notice.seconds()).isEqualTo(-60);
            assertThat(notice.source()).isEqualTo("meters");
            assertThat(notice.text()).isEqualTo("the clock behind a was set back by 60.0 s");
        });
        assertThat(faults.counts()).isEqualTo(Map.of("clock-step", 1L));
        assertThat(clocks.offset()).contains(Duration.ofSeconds(-58));
    }

    @Test
    void whatTheBrokerKeptSaysNothingOfAClock() {
        SignalDecoder decoder = decoder();
        hear(decoder, "a", 20, Duration.ofHours(-3), Age.KEPT);
        assertThat(clocks.offset()).isEqualTo(Optional.empty());
        hear(decoder, "a", 20, Duration.ZERO, Age.FRESH);
        hear(decoder, "a", 20, Duration.ofHours(-3), Age.KEPT);
        assertThat(notices).isEmpty();
    }
}
