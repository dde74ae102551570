package org.millwright.vision.training.textures;

import org.millwright.vision.training.flaws.Noise;

/** A value, about -1 to 1, for each place of an endless plane. Thread safe. */
interface Pattern {

    float at(float x, float y);

    /** Smooth noise of several sizes, one half of the other. */
    static Pattern clouds(int salt, int octaves, float roughness) {
        return (x, y) -> {
            float sum = 0;
            float weight = 1;
            float total = 0;
            for (int i = 0; i < octaves; i++) {
                sum += weight * Noise.smooth(salt + i, x * (1 << i), y * (1 << i));
                total += weight;
                weight *= roughness;
            }
            return 1.6f * sum / total;
        };
    }

    /** Waves across; {@code sharpness} 1 for a sine, more for lines with flat ground between them. */
    static Pattern stripes(float sharpness) {
        return (x, y) -> {
            float wave = (float) Math.sin(2 * Math.PI * x);
            return Math.clamp(wave * sharpness, -1f, 1f);
        };
    }

    /** Threads that pass over and under each other. */
    static Pattern weave(float gap) {
        return (x, y) -> {
            int column = (int) Math.floor(x);
            int row = (int) Math.floor(y);
            float u = 2 * (x - column) - 1;
            float v = 2 * (y - row) - 1;
            boolean over = ((column + row) & 1) == 0;
            float across = over ? u : v;
            float along = over ? v : u;
            float round = 1 - across * across - 0.4f * along * along;
            return Math.abs(across) > 1 - gap ? -1 : 2 * round - 1;
        };
    }

    /** Tiles with joints, each tile with a level of its own. */
    static Pattern tiles(int salt, float joint, float variety) {
        return (x, y) -> {
            int row = (int) Math.floor(y);
            float shifted = x + 0.5f * (row & 1);
            int column = (int) Math.floor(shifted);
            float toEdge = Math.min(Math.min(shifted - column, column + 1 - shifted), Math.min(y - row, row + 1 - y));
            return toEdge < joint ? -1 : 0.4f + variety * Noise.at(salt, column, row);
        };
    }

    /** Grains: how far the nearest of points strewn over the plane is, or how near the border between two. */
    static Pattern grains(int salt, boolean borders, float jitter) {
        return (x, y) -> {
            int column = (int) Math.floor(x);
            int row = (int) Math.floor(y);
            float first = 9;
            float second = 9;
            for (int cy = row - 1; cy <= row + 1; cy++) {
                for (int cx = column - 1; cx <= column + 1; cx++) {
                    float px = cx + 0.5f + 0.5f * jitter * Noise.at(salt, cx, cy) - x;
                    float py = cy + 0.5f + 0.5f * jitter * Noise.at(salt + 1, cx, cy) - y;
                    float far = px * px + py * py;
                    second = Math.min(second, Math.max(first, far));
                    first = Math.min(first, far);
                }
            }
            float nearest = (float) Math.sqrt(first);
            return borders ? Math.min(1, 4 * ((float) Math.sqrt(second) - nearest)) * 2 - 1 : 1 - 2.4f * nearest;
        };
    }

    /** Round specks of one size on even ground; {@code density} of the places have one. */
    static Pattern specks(int salt, float radius, float density) {
        return (x, y) -> {
            int column = (int) Math.floor(x);
            int row = (int) Math.floor(y);
            float found = 0;
            for (int cy = row - 1; cy <= row + 1; cy++) {
                for (int cx = column - 1; cx <= column + 1; cx++) {
                    if (Noise.at(salt + 2, cx, cy) < 2 * density - 1) {
                        float px = cx + 0.5f + 0.5f * Noise.at(salt, cx, cy) - x;
                        float py = cy + 0.5f + 0.5f * Noise.at(salt + 1, cx, cy) - y;
                        float share = (float) Math.sqrt(px * px + py * py) / radius;
                        found = Math.max(found, Math.min(1, 3 * (1 - share)));
                    }
                }
            }
            return 2 * found - 1;
        };
    }

    /** The same, turned, stretched and shifted. */
    default Pattern placed(float angle, float scaleX, float scaleY, float shiftX, float shiftY) {
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        return (x, y) -> at((x * cos + y * sin) * scaleX + shiftX, (y * cos - x * sin) * scaleY + shiftY);
    }

    /** The same, its lines bent by a smooth noise. */
    default Pattern bent(int salt, float depth, float scale) {
        return (x, y) -> at(
                x + depth * Noise.smooth(salt, x * scale, y * scale),
                y + depth * Noise.smooth(salt + 7, x * scale, y * scale));
    }
}
