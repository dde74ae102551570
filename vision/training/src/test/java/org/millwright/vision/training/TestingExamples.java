package org.millwright.vision.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.millwright.vision.Exposure;

/** Examples without files. */
final class TestingExamples {

    static final Example.Shape SHAPE = new Example.Shape(1, 32, 32);

    private TestingExamples() {}

    static Example example(String kind, String name, byte[] planes, int group) {
        Catalogue.Entry entry = new Catalogue.Entry(Path.of(name), kind + "/" + name, kind, Optional.empty());
        return new Example(
                entry, kind.equals("good"), 32, 32, SHAPE, planes, new byte[0], group, new Exposure(100, 0, 0.1, 20));
    }

    /** A picture that is like no other of another seed. */
    static byte[] blotches(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] planes = new byte[SHAPE.size()];
        for (int block = 0; block < 16; block++) {
            int level = random.nextInt(60, 200);
            for (int i = 0; i < 64; i++) {
                int x = block % 4 * 8 + i % 8;
                int y = block / 4 * 8 + i / 8;
                planes[y * 32 + x] = (byte) level;
            }
        }
        return planes;
    }

    static Examples of(List<Example> all) {
        List<String> kinds = new ArrayList<>(
                all.stream().map(Example::kind).distinct().sorted().toList());
        return new Examples(all, kinds, Optional.of("good"), SHAPE, Map.of(), "", false);
    }
}
