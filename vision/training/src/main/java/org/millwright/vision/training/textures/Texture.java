package org.millwright.vision.training.textures;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.flaws.Noise;
import org.millwright.vision.training.flaws.Smooth;

/**
 * One random kind of surface, seen by one random camera: grey, endless, every picture of it another piece. Some have a part
 * with an outline on a ground of its own. Thread safe; a picture of 224×224 takes 5 to 30 ms.
 */
public final class Texture {

    private final Pattern ground;
    private final Pattern part;
    private final Outline outline;
    private final float level;
    private final float contrast;
    private final float partLevel;
    private final float partContrast;
    private final float noise;
    private final int blur;
    private final float slope;

    private Texture(RandomGenerator random) {
        PatternMaker maker = new PatternMaker(random);
        this.ground = maker.mixed();
        this.part = maker.mixed();
        this.outline = Outline.random(random);
        this.level = between(random, 40, 215);
        this.contrast = spread(random, 3, 70);
        this.partLevel = between(random, 40, 215);
        this.partContrast = spread(random, 3, 60);
        this.noise = spread(random, 0.5f, 8);
        this.blur = random.nextInt(4) == 0 ? 1 : 0;
        this.slope = random.nextInt(2) == 0 ? 0 : between(random, 0, 60);
    }

    public static Texture random(RandomGenerator random) {
        return new Texture(requireNonNull(random, "random is null"));
    }

    /** Another piece of it, lit and noisy as a camera would have it. */
    public Levels picture(int width, int height, RandomGenerator random) {
        float offX = between(random, -5000, 5000);
        float offY = between(random, -5000, 5000);
        Outline placed = outline.jittered(width, height, random);
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float inside = placed.cover(x, y);
                float value = 0;
                if (inside < 1) {
                    value += (1 - inside) * (level + contrast * ground.at(x + offX, y + offY));
                }
                if (inside > 0) {
                    value += inside * (partLevel + partContrast * part.at(x + offX, y + offY));
                }
                values[y * width + x] = value;
            }
        }
        float[] seen = blur == 0 ? values : Smooth.box(values, width, height, blur);
        expose(seen, width, height, random);
        return new Levels(1, width, height, seen);
    }

    private void expose(float[] values, int width, int height, RandomGenerator random) {
        float gain = between(random, 0.85f, 1.15f);
        float heading = between(random, 0, (float) (2 * Math.PI));
        float acrossX = slope * (float) Math.cos(heading) / width;
        float acrossY = slope * (float) Math.sin(heading) / height;
        int salt = random.nextInt();
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = Math.floorDiv(i, width);
            float lit = gain * values[i] + acrossX * (x - width / 2f) + acrossY * (y - height / 2f);
            values[i] = Math.clamp(Math.round(lit + noise * Noise.at(salt, x, y)), 0, 255);
        }
    }

    static float between(RandomGenerator random, float low, float high) {
        return low + (high - low) * random.nextFloat();
    }

    static float spread(RandomGenerator random, float low, float high) {
        return (float) (low * Math.pow(high / low, random.nextDouble()));
    }
}
