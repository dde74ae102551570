package org.millwright.edge.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.waveform.Recording.Content;
import org.millwright.edge.waveform.SampleFormat.Encoding;

final class NewestRecordingsTest {

    private static final Channel ONE = new Channel(Plant.machine("spindle"), "front", "g");
    private static final Channel OTHER = new Channel(Plant.machine("spindle"), "rear", "g");

    private final NewestRecordings recordings = new NewestRecordings();

    private static Recording recording(Channel channel, long nanos) {
        return new Recording(channel, new Content.Samples(new double[1]), 0, nanos, nanos);
    }

    @Test
    void theNewestOfEachChannelIsKeptAndWhatItOvertookIsCounted() {
        recordings.take(recording(ONE, 1));
        recordings.take(recording(ONE, 2));
        recordings.take(recording(OTHER, 3));
        recordings.take(recording(ONE, 4));

        assertThat(recordings.fetch(ONE).orElseThrow().sourceNanos()).isEqualTo(4);
        assertThat(recordings.fetch(ONE)).isEqualTo(Optional.empty());
        assertThat(recordings.counts(ONE)).isEqualTo(new NewestRecordings.Counts(3, 1, 2, 0, 0));
        assertThat(recordings.counts(OTHER)).isEqualTo(new NewestRecordings.Counts(1, 0, 0, 0, 1));
    }

    @Test
    void whatIsTakenByOneThreadAndFetchedByAnotherIsAllAccountedFor() throws InterruptedException {
        Thread source = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 20_000; i++) {
                recordings.take(recording(ONE, i));
            }
        });
        long fetched = 0;
        while (source.isAlive()) {
            fetched += recordings.fetch(ONE).isPresent() ? 1 : 0;
        }
        source.join();

        NewestRecordings.Counts counts = recordings.counts(ONE);
        assertThat(counts.received()).isEqualTo(20_000);
        assertThat(counts.fetched()).isEqualTo(fetched);
        assertThat(counts.fetched() + counts.overtaken() + counts.waiting()).isEqualTo(counts.received());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void everyEncodingIsRead(Encoding encoding) {
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .order(encoding.name().endsWith("LE") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (double sample : new double[] {-300, 7}) {
            switch (encoding) {
                case FLOAT32_LE, FLOAT32_BE -> bytes.putFloat((float) sample);
                case FLOAT64_LE, FLOAT64_BE -> bytes.putDouble(sample);
                case INT16_LE, INT16_BE -> bytes.putShort((short) sample);
            }
        }
        byte[] payload = java.util.Arrays.copyOf(bytes.array(), bytes.position());

        Content content = new SampleFormat(encoding, 0.5).decode(payload);

        assertThat(((Content.Samples) content).values()).containsExactly(-150, 3.5);
    }

    @Test
    void aMessageThatIsNoWholeNumberOfSamplesIsUnreadable() {
        Content content = new SampleFormat(Encoding.FLOAT32_LE, 1).decode(new byte[7]);

        assertThat(((Content.Unreadable) content).reason())
                .isEqualTo("the message has 7 bytes, which is no whole number of 4-byte samples");
        assertThat(new SampleFormat(Encoding.INT16_BE, 1).decode(new byte[0])).isInstanceOf(Content.Unreadable.class);
    }
}
