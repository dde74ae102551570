package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DuplicateFlagsTest {

    /** A PUBLISH as in MQTT 5, 3.3. */
    private static void publish(ByteArrayOutputStream to, boolean again, int qos, int id, int topic, int rest) {
        to.write(0x30 | (again ? 8 : 0) | qos << 1);
        length(to, 2 + topic + (qos > 0 ? 2 : 0) + rest);
        to.write(topic >> 8);
        to.write(topic);
        to.writeBytes(new byte[topic]);
        if (qos > 0) {
            to.write(id >> 8);
            to.write(id);
        }
        to.writeBytes(new byte[rest]);
    }

    private static void length(ByteArrayOutputStream to, int length) {
        int left = length;
        do {
            to.write(left % 128 | (left >= 128 ? 0x80 : 0));
            left /= 128;
        } while (left > 0);
    }

    @Property(tries = 500)
    void theFlagIsReadAlongWhateverComesBetweenAndInWhateverPieces(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Set<Integer> flagged = new HashSet<>();
        for (int id = 1; id <= 40; id++) {
            switch (random.nextInt(4)) {
                case 0 -> wire.writeBytes(new byte[] {(byte) 0xD0, 0}); // PINGRESP
                case 1 -> wire.writeBytes(new byte[] {(byte) 0x90, 3, 0, 1, 1}); // SUBACK
                default -> {
                    int qos = random.nextInt(2);
                    boolean again = qos > 0 && random.nextBoolean();
                    int number = id * 1_600;
                    publish(
                            wire,
                            again,
                            qos,
                            number,
                            random.nextInt(20),
                            List.of(0, 1, 200, 20_000).get(random.nextInt(4)));
                    if (again) {
                        flagged.add(number);
                    }
                }
            }
        }
        DuplicateFlags flags = new DuplicateFlags();
        InputStream in = flags.of(new ByteArrayInputStream(wire.toByteArray()));
        byte[] buffer = new byte[5_000];
        for (int count = 0; count >= 0; ) {
            count = random.nextInt(3) == 0 ? in.read() : in.read(buffer, 7, 1 + random.nextInt(4_000));
        }
        for (int id = 1; id <= 40; id++) {
            assertThat(flags.remove(id * 1_600)).isEqualTo(flagged.contains(id * 1_600));
            assertThat(flags.remove(id * 1_600)).isFalse();
        }
    }
}
