package org.millwright.simulator.surface;

import java.util.Arrays;

/** A line through points, as the distance of every pixel near it. NOT thread safe. */
final class Stroke {

    /** Given the distance in pixels (negative on the left) and the place along the line, 0 to 1. */
    interface Profile {
        float at(float distance, float along);
    }

    private final float reach;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] distance;
    private final float[] along;

    /** @param reach pixels further away than this are left alone */
    Stroke(float[] xs, float[] ys, float reach) {
        this.reach = reach;
        this.left = first(least(xs));
        this.top = first(least(ys));
        this.width = Math.max(0, last(greatest(xs)) - left + 1);
        this.height = Math.max(0, last(greatest(ys)) - top + 1);
        this.distance = new float[width * height];
        this.along = new float[width * height];
        Arrays.fill(distance, Float.MAX_VALUE);
        int segments = xs.length - 1;
        for (int i = 0; i < segments; i++) {
            segment(xs[i], ys[i], xs[i + 1], ys[i + 1], (float) i / segments, 1f / segments);
        }
    }

    private void segment(float x0, float y0, float x1, float y1, float start, float share) {
        float dx = x1 - x0;
        float dy = y1 - y0;
        float squared = Math.max(1e-6f, dx * dx + dy * dy);
        for (int y = first(Math.min(y0, y1)); y <= last(Math.max(y0, y1)); y++) {
            for (int x = first(Math.min(x0, x1)); x <= last(Math.max(x0, x1)); x++) {
                float t = Math.clamp(((x - x0) * dx + (y - y0) * dy) / squared, 0f, 1f);
                float offX = x - x0 - t * dx;
                float offY = y - y0 - t * dy;
                float d = (float) Math.sqrt(offX * offX + offY * offY);
                int i = (y - top) * width + x - left;
                if (d < Math.abs(distance[i])) {
                    distance[i] = (x - x0) * dy - (y - y0) * dx < 0 ? -d : d;
                    along[i] = start + t * share;
                }
            }
        }
    }

    void drawOn(Layer layer, Profile gain, Profile cover) {
        for (int i = 0; i < distance.length; i++) {
            if (Math.abs(distance[i]) <= reach) {
                layer.add(
                        left + i % width,
                        top + i / width,
                        gain.at(distance[i], along[i]),
                        cover.at(distance[i], along[i]));
            }
        }
    }

    private int first(float lowest) {
        return Math.max(0, (int) Math.floor(lowest - reach));
    }

    private int last(float highest) {
        return Math.min(Surface.SIZE - 1, (int) Math.ceil(highest + reach));
    }

    private static float least(float[] values) {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float greatest(float[] values) {
        float greatest = values[0];
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }
}
