package org.millwright.vision.training.goodonly;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.millwright.hardware.training.TrainableNetwork;

/**
 * The weights that the trunk starts from, learnt on {@link Pretraining random surfaces} only, so that no picture of any real
 * part is in them. Kept as half-precision numbers, little-endian, in the order of the layers.
 */
final class TrunkWeights {

    private static final String RESOURCE = "trunk.f16";
    /** What red, green and blue add to a grey level (BT.601). */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private TrunkWeights() {}

    /** Puts them into a network whose first steps are the trunk's; for colour pictures it starts by seeing them grey. */
    static void restore(TrainableNetwork network, int channels) {
        List<float[]> weights = network.weights();
        ByteBuffer stored = read();
        for (int i = 0; i < weights.size(); i++) {
            float[] layer = weights.get(i);
            if (i == 0) {
                fillFirst(layer, stored, channels);
            } else {
                fill(layer, stored);
            }
        }
        if (stored.hasRemaining()) {
            throw new IllegalStateException(RESOURCE + " has " + stored.remaining()
                    + " bytes more than the trunk has weights: it was made for other layers, make it anew");
        }
        network.restore(weights);
    }

    /** A grey trunk's weights as they are stored. */
    static byte[] store(List<float[]> weights) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (float[] layer : weights) {
            ByteBuffer halves = ByteBuffer.allocate(layer.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float weight : layer) {
                halves.putShort(Float.floatToFloat16(weight));
            }
            out.writeBytes(halves.array());
        }
        return out.toByteArray();
    }

    /** Filters × channels × kernel; stored with one channel. */
    private static void fillFirst(float[] layer, ByteBuffer stored, int channels) {
        int kernel = Trunk.FIRST_KERNEL * Trunk.FIRST_KERNEL;
        float[] grey = new float[Math.floorDiv(layer.length, channels)];
        fill(grey, stored);
        for (int i = 0; i < layer.length; i++) {
            int filter = Math.floorDiv(i, channels * kernel);
            int channel = Math.floorDiv(i, kernel) % channels;
            float share = channels == LUMA.length ? LUMA[channel] : 1f / channels;
            layer[i] = share * grey[filter * kernel + i % kernel];
        }
    }

    private static void fill(float[] layer, ByteBuffer stored) {
        if (stored.remaining() < layer.length * Short.BYTES) {
            throw new IllegalStateException(RESOURCE + " ends too early: it was made for other layers, make it anew");
        }
        for (int i = 0; i < layer.length; i++) {
            layer[i] = Float.float16ToFloat(stored.getShort());
        }
    }

    private static ByteBuffer read() {
        try (InputStream in = TrunkWeights.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the classpath");
            }
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
