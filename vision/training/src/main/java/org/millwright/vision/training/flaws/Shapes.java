package org.millwright.vision.training.flaws;

import java.util.Arrays;

/** Outlines of flaws: blobs, clouds, bent lines and cracks. NOT thread safe. */
final class Shapes {

    private static final int DIRECTIONS = 96;
    private static final int HARMONICS = 5;

    private final Chance chance;
    private final Levels picture;

    Shapes(Chance chance, Levels picture) {
        this.chance = chance;
        this.picture = picture;
    }

    /**
     * A spot, patch or bar with an uneven outline.
     *
     * @param radius in pixels, of the longer half axis
     * @param slimness 1 for as wide as long, 4 for a bar
     * @param squarings 1 for an ellipse, 2 for a box with round corners, 3 for nearly a rectangle
     * @param soft share of the radius over which it fades out
     */
    Stencil blob(float x, float y, float radius, float slimness, int squarings, float soft) {
        float[] outline = outline(chance.between(0, 0.35));
        float turn = chance.direction();
        float cos = (float) Math.cos(turn);
        float sin = (float) Math.sin(turn);
        float reach = radius * greatest(outline) * (1 + soft);
        float reachX = reach * (Math.abs(cos) + Math.abs(sin) / slimness);
        float reachY = reach * (Math.abs(sin) + Math.abs(cos) / slimness);
        float beyond = greatest(outline) * (1 + soft);
        Stencil stencil = new Stencil(picture, x - reachX, y - reachY, x + reachX, y + reachY);
        stencil.coverBy((px, py) -> {
            float u = ((px - x) * cos + (py - y) * sin) / radius;
            float v = ((py - y) * cos - (px - x) * sin) * slimness / radius;
            if (Math.abs(u) > beyond || Math.abs(v) > beyond) {
                return 0;
            }
            double turns = Math.atan2(v, u) / (2 * Math.PI) + 1;
            return fade(far(u, v, squarings) / outline[(int) (turns * DIRECTIONS) % DIRECTIONS], soft);
        });
        return stencil;
    }

    /** The superellipse's measure of distance, with an exponent of 2, 4 or 8: no powers, this is done for every pixel. */
    private static float far(float u, float v, int squarings) {
        double across = u;
        double along = v;
        for (int i = 0; i < squarings; i++) {
            across *= across;
            along *= along;
        }
        double sum = across + along;
        for (int i = 0; i < squarings; i++) {
            sum = Math.sqrt(sum);
        }
        return (float) sum;
    }

    private static float greatest(float[] outline) {
        float greatest = 0;
        for (float value : outline) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    /** Several torn patches: where a smooth noise lies above a limit, within a round window. */
    Stencil cloud(float x, float y, float radius, float soft) {
        float scale = 1 / (radius * chance.between(0.25, 0.7));
        int salt = chance.random().nextInt();
        Stencil stencil = new Stencil(picture, x - radius, y - radius, x + radius, y + radius);
        stencil.coverBy((px, py) -> {
            float far = (float) Math.hypot(px - x, py - y) / radius;
            float noise = Noise.smooth(salt, px * scale, py * scale);
            return Math.clamp((noise + 0.75f - far) / (0.05f + soft), 0f, 1f) * fade(far, 0.3f);
        });
        return stencil;
    }

    /** A line from end to end of {@code length}, bent a little, thinner at its ends. */
    Stencil line(float x, float y, float length, float width) {
        int steps = 12;
        float heading = chance.direction();
        float bend = chance.of(0.4) ? chance.bell() * 0.08f : chance.bell() * 0.015f;
        float[] xs = new float[steps + 1];
        float[] ys = new float[steps + 1];
        xs[0] = x - length / 2 * (float) Math.cos(heading);
        ys[0] = y - length / 2 * (float) Math.sin(heading);
        walk(xs, ys, heading, length / steps, () -> bend);
        Stencil stencil = around(xs, ys, 3 * width);
        stroke(stencil, xs, ys, width, true);
        return stencil;
    }

    /** A jagged line that wanders and may fork. */
    Stencil crack(float x, float y, float length, float width) {
        Stencil stencil = new Stencil(picture, x - length, y - length, x + length, y + length);
        float heading = chance.direction();
        branch(stencil, x, y, heading, length, width);
        int forks = chance.whole(0, 2);
        for (int i = 0; i < forks; i++) {
            branch(stencil, x, y, heading + chance.sign() * chance.between(0.5, 2.6), length * 0.5f, width * 0.8f);
        }
        return stencil;
    }

    private void branch(Stencil stencil, float x, float y, float heading, float length, float width) {
        int steps = Math.max(3, Math.round(length / Math.max(2, picture.width() / 70f)));
        float[] xs = new float[steps + 1];
        float[] ys = new float[steps + 1];
        xs[0] = x;
        ys[0] = y;
        walk(xs, ys, heading, length / steps, () -> 0.4f * chance.bell());
        stroke(stencil, xs, ys, width, false);
    }

    private interface Bend {
        float next();
    }

    /** Fills in all points after the first; the heading is pulled back to its beginning, else a crack curls up. */
    private static void walk(float[] xs, float[] ys, float start, float stride, Bend bend) {
        float heading = start;
        for (int i = 1; i < xs.length; i++) {
            heading += bend.next() - 0.15f * (heading - start);
            xs[i] = xs[i - 1] + stride * (float) Math.cos(heading);
            ys[i] = ys[i - 1] + stride * (float) Math.sin(heading);
        }
    }

    private static void stroke(Stencil stencil, float[] xs, float[] ys, float width, boolean bothEnds) {
        int segments = xs.length - 1;
        for (int i = 0; i < segments; i++) {
            float x0 = xs[i];
            float y0 = ys[i];
            float dx = xs[i + 1] - x0;
            float dy = ys[i + 1] - y0;
            float squared = Math.max(1e-6f, dx * dx + dy * dy);
            float done = (float) i / segments;
            float reach = 3 * width;
            stencil.coverBy(
                    (px, py) -> {
                        float t = Math.clamp(((px - x0) * dx + (py - y0) * dy) / squared, 0f, 1f);
                        float far = (float) Math.hypot(px - x0 - t * dx, py - y0 - t * dy);
                        float along = done + t / segments;
                        float thin = Math.min(1, 0.3f + 4 * (bothEnds ? Math.min(along, 1 - along) : 1 - along));
                        float share = far / (width * thin);
                        return share > 3 ? 0 : (float) Math.exp(-share * share);
                    },
                    Math.min(x0, x0 + dx) - reach,
                    Math.min(y0, y0 + dy) - reach,
                    Math.max(x0, x0 + dx) + reach,
                    Math.max(y0, y0 + dy) + reach);
        }
    }

    private Stencil around(float[] xs, float[] ys, float reach) {
        float left = Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (int i = 0; i < xs.length; i++) {
            left = Math.min(left, xs[i]);
            right = Math.max(right, xs[i]);
            top = Math.min(top, ys[i]);
            bottom = Math.max(bottom, ys[i]);
        }
        return new Stencil(picture, left - reach, top - reach, right + reach, bottom + reach);
    }

    /** The outline's distance in each direction, about 1. */
    private float[] outline(float unevenness) {
        float[] outline = new float[DIRECTIONS];
        Arrays.fill(outline, 1);
        for (int harmonic = 2; harmonic < 2 + HARMONICS; harmonic++) {
            float depth = unevenness * chance.bell() / harmonic;
            float phase = chance.direction();
            for (int i = 0; i < DIRECTIONS; i++) {
                outline[i] += depth * (float) Math.cos(harmonic * i * 2 * Math.PI / DIRECTIONS + phase);
            }
        }
        for (int i = 0; i < DIRECTIONS; i++) {
            outline[i] = Math.clamp(outline[i], 0.4f, 2f);
        }
        return outline;
    }

    /** 1 inside, 0 outside, smooth over {@code soft} on both sides of 1. */
    private static float fade(float share, float soft) {
        float t = Math.clamp((1 + soft - share) / (2 * soft + 1e-3f), 0f, 1f);
        return t * t * (3 - 2 * t);
    }
}
