package org.millwright.vision.training.flaws;

/** Random numbers that belong to places: the same place and salt always give the same number. Thread safe. */
public final class Noise {

    private Noise() {}

    /** -1 to 1, a new number for each whole place. */
    public static float at(int salt, int x, int y) {
        int h = salt * 0x9E3779B9 + x * 0x85EBCA6B + y * 0xC2B2AE35;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        h ^= h >>> 15;
        return h * (1f / (1 << 30) / 2);
    }

    /** -1 to 1, smooth, with features about one unit wide. */
    public static float smooth(int salt, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float u = ease(x - left);
        float v = ease(y - top);
        float above = at(salt, left, top) * (1 - u) + at(salt, left + 1, top) * u;
        float below = at(salt, left, top + 1) * (1 - u) + at(salt, left + 1, top + 1) * u;
        return above * (1 - v) + below * v;
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }
}
