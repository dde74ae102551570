package org.millwright.vision.training.textures;

import static org.millwright.vision.training.textures.Texture.between;
import static org.millwright.vision.training.textures.Texture.spread;

import java.util.random.RandomGenerator;

/** Makes random patterns out of the plain ones. NOT thread safe. */
final class PatternMaker {

    private final RandomGenerator random;

    PatternMaker(RandomGenerator random) {
        this.random = random;
    }

    /** One pattern, or two of them laid over each other. */
    Pattern mixed() {
        Pattern first = one();
        if (random.nextInt(3) == 0) {
            return first;
        }
        Pattern second = one();
        float share = between(random, 0.15f, 0.85f);
        return switch (random.nextInt(3)) {
            case 0 -> (x, y) -> first.at(x, y) * (0.5f + 0.5f * second.at(x, y));
            case 1 -> (x, y) -> Math.max(first.at(x, y), second.at(x, y) - share);
            default -> (x, y) -> share * first.at(x, y) + (1 - share) * second.at(x, y);
        };
    }

    private Pattern one() {
        int salt = random.nextInt();
        float size = spread(random, 2.5f, 50);
        Pattern plain = switch (random.nextInt(8)) {
            case 0, 1, 2 -> Pattern.clouds(salt, 1 + random.nextInt(4), between(random, 0.3f, 0.9f));
            case 3 -> Pattern.stripes(spread(random, 0.7f, 4));
            case 4 -> Pattern.weave(between(random, 0, 0.3f));
            case 5 -> Pattern.tiles(salt, between(random, 0.02f, 0.2f), between(random, 0, 0.6f));
            case 6 -> Pattern.grains(salt, random.nextBoolean(), between(random, 0.3f, 1));
            default -> Pattern.specks(salt, between(random, 0.1f, 0.5f), between(random, 0.1f, 0.9f));
        };
        // Most grinding, rolling and brushing leaves long lines.
        float stretch = random.nextBoolean() ? spread(random, 1, 2) : spread(random, 2, 40);
        float slim = size / (float) Math.sqrt(stretch);
        float angle = random.nextBoolean() ? 0 : between(random, 0, (float) Math.PI);
        Pattern placed = plain.placed(
                angle + (random.nextBoolean() ? 0 : (float) Math.PI / 2),
                1 / Math.max(1.2f, slim),
                1 / (slim * stretch),
                between(random, 0, 9),
                between(random, 0, 9));
        return random.nextInt(3) == 0
                ? placed.bent(salt + 11, spread(random, 1, 12), 1 / spread(random, 15, 120))
                : placed;
    }
}
