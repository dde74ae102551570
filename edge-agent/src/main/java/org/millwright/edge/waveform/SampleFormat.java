package org.millwright.edge.waveform;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.millwright.edge.waveform.Recording.Content;

/**
 * How a message holds a waveform: samples one after the other and nothing else.
 *
 * @param scale what one unit of the message is in the channel's unit
 */
public record SampleFormat(Encoding encoding, double scale) {

    /** One sample; the numbers are those of IEEE 754, or two's complement. */
    public enum Encoding {
        FLOAT32_LE(4, ByteOrder.LITTLE_ENDIAN),
        FLOAT32_BE(4, ByteOrder.BIG_ENDIAN),
        FLOAT64_LE(8, ByteOrder.LITTLE_ENDIAN),
        FLOAT64_BE(8, ByteOrder.BIG_ENDIAN),
        INT16_LE(2, ByteOrder.LITTLE_ENDIAN),
        INT16_BE(2, ByteOrder.BIG_ENDIAN);

        private final int bytes;
        private final ByteOrder order;

        Encoding(int bytes, ByteOrder order) {
            this.bytes = bytes;
            this.order = order;
        }

        private double next(ByteBuffer from) {
            return switch (this) {
                case FLOAT32_LE, FLOAT32_BE -> from.getFloat();
                case FLOAT64_LE, FLOAT64_BE -> from.getDouble();
                case INT16_LE, INT16_BE -> from.getShort();
            };
        }
    }

    public SampleFormat {
        requireNonNull(encoding, "encoding is null");
    }

    public Content decode(byte[] payload) {
        if (payload.length == 0 || payload.length % encoding.bytes != 0) {
            return new Content.Unreadable("the message has " + payload.length + " bytes, which is no whole number of "
                    + encoding.bytes + "-byte samples");
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(encoding.order);
        double[] samples = new double[payload.length / encoding.bytes];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = scale * encoding.next(bytes);
        }
        return new Content.Samples(samples);
    }
}
