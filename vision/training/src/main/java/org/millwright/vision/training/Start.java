package org.millwright.vision.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import org.millwright.hardware.training.TrainableNetwork;

/**
 * The weights that every training begins with: of a network that finds synthetic flaws on procedural textures, so it has
 * seen no photograph at all. {@link TrainStart} makes them.
 */
final class Start {

    private static final String RESOURCE = "start.f16";

    private Start() {}

    /** Half-precision numbers, little-endian, parameter after parameter. */
    static byte[] pack(List<float[]> weights) {
        int count = weights.stream().mapToInt(weight -> weight.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] weight : weights) {
            for (float value : weight) {
                bytes.putShort(Float.floatToFloat16(value));
            }
        }
        return bytes.array();
    }

    /** Gives the network the shipped weights; what has no counterpart, such as the classes, stays as it is. */
    static void warm(TrainableNetwork network, Lesson lesson) throws IOException {
        try (InputStream stream = Start.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException(RESOURCE + " is missing in this build; build again from a whole checkout");
            }
            warm(network, lesson, stream.readAllBytes());
        }
    }

    static void warm(TrainableNetwork network, Lesson lesson, byte[] packed) {
        ShortBuffer numbers =
                ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<float[]> fresh = network.weights();
        List<float[]> warmed = new ArrayList<>();
        int last = fresh.size() - (lesson.hasClasses() ? 2 : 0); // the classes' weights and bias come last
        for (int i = 0; i < fresh.size(); i++) {
            float[] weight = fresh.get(i).clone();
            if (i < last) {
                boolean first = i == 0 && lesson.picture().channels() > 1;
                read(numbers, weight, first ? lesson.picture().channels() : 1);
            }
            warmed.add(weight);
        }
        network.restore(warmed);
    }

    /** The first filters see levels and contrasts of one channel; those of a colour picture share them. */
    private static void read(ShortBuffer numbers, float[] weight, int channels) {
        int kernel = InspectionNetwork.FIRST_KERNEL * InspectionNetwork.FIRST_KERNEL;
        if (channels == 1) {
            for (int i = 0; i < weight.length; i++) {
                weight[i] = Float.float16ToFloat(numbers.get());
            }
            return;
        }
        int filters = weight.length / (2 * channels * kernel);
        for (int filter = 0; filter < filters; filter++) {
            for (int sort = 0; sort < 2; sort++) {
                for (int i = 0; i < kernel; i++) {
                    float value = Float.float16ToFloat(numbers.get()) / channels;
                    for (int channel = 0; channel < channels; channel++) {
                        weight[((filter * 2 + sort) * channels + channel) * kernel + i] = value;
                    }
                }
            }
        }
    }
}
