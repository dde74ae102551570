package org.millwright.vision.training.flaws;

import org.millwright.vision.training.flaws.Stencil.Ink;

/** One attempt at one flaw at a random place. NOT thread safe: use once. */
final class FlawPainter {

    private final Chance chance;
    private final Levels picture;
    private final Levels before;
    private final Levels donor;
    private final float rough;
    private final Shapes shapes;
    private final float size;
    private final float strongest;
    private final float x;
    private final float y;

    FlawPainter(Chance chance, Levels picture, Levels before, Levels donor, float rough) {
        this.chance = chance;
        this.picture = picture;
        this.before = before;
        this.donor = donor;
        this.rough = rough;
        this.shapes = new Shapes(chance, picture);
        this.size = Math.min(picture.width(), picture.height());
        this.strongest = Math.clamp(1.2f * before.mean(), 30, 120);
        this.x = chance.between(0, picture.width());
        this.y = chance.between(0, picture.height());
    }

    void paint(FlawMaker.Kind kind) {
        switch (kind) {
            case CUT -> cut();
            case SPOT -> spots();
            case SCRATCH -> scratch();
            case CRACK -> crack();
            case STAIN -> stain();
            case TEXTURE -> texture();
        }
    }

    private void cut() {
        Stencil stencil = area(0.03f, 0.25f, chance.between(0.03, 0.3));
        int offX = chance.whole(0, donor.width() - 1);
        int offY = chance.whole(0, donor.height() - 1);
        float turn = chance.of(0.5) ? 0 : chance.direction();
        float cos = (float) Math.cos(turn);
        float sin = (float) Math.sin(turn);
        float opacity = chance.between(0.5, 1);
        Ink tone = chance.of(0.5) ? tone(0.7f * rough) : (channel, px, py) -> 0;
        stencil.print(picture, (channel, px, py) -> {
            int fromX = offX + Math.round((px - x) * cos - (py - y) * sin);
            int fromY = offY + Math.round((px - x) * sin + (py - y) * cos);
            float change = donor.mirrored(channel, fromX, fromY) - before.at(channel, px, py);
            return opacity * change + tone.change(channel, px, py);
        });
    }

    private void spots() {
        int count = chance.of(0.6) ? 1 : chance.whole(2, 4);
        Ink tone = tone(2 * rough);
        for (int i = 0; i < count; i++) {
            float radius = chance.spread(Math.max(1.2, 0.007 * size), 0.07 * size);
            float atX = x + i * chance.bell() * 0.08f * size;
            float atY = y + i * chance.bell() * 0.08f * size;
            if (chance.of(0.25)) {
                shapes.blob(atX, atY, radius * 1.4f, chance.spread(1, 1.5), 1, 0.3f)
                        .print(picture, (channel, px, py) -> -0.5f * tone.change(channel, px, py));
            }
            shapes.blob(atX, atY, radius, chance.spread(1, 2), 1, chance.between(0.05, 0.7))
                    .print(picture, tone);
        }
    }

    private void scratch() {
        float length = chance.spread(0.08, 0.8) * size;
        Stencil stencil = shapes.line(x, y, length, thin());
        stencil.print(picture, tone(1.5f * rough));
    }

    private void crack() {
        Stencil stencil = shapes.crack(x, y, chance.spread(0.06, 0.6) * size, thin());
        Ink tone = tone(1.5f * rough);
        float sign = chance.of(0.8) ? -1 : 1;
        stencil.print(picture, (channel, px, py) -> sign * Math.abs(tone.change(channel, px, py)));
    }

    private void stain() {
        float gain = chance.sign() * chance.spread(0.06, 0.5);
        Ink tone = tone(Math.max(2, 0.3f * rough));
        float mix = chance.between(0, 1);
        area(0.05f, 0.35f, chance.between(0.15, 0.9)).print(picture, (channel, px, py) -> {
            return mix * gain * before.at(channel, px, py) + (1 - mix) * tone.change(channel, px, py) * 0.5f;
        });
    }

    private void texture() {
        Stencil stencil = area(0.04f, 0.25f, chance.between(0.05, 0.4));
        switch (chance.whole(0, 2)) {
            case 0 -> smear(stencil);
            case 1 -> roughen(stencil);
            default -> displace(stencil);
        }
    }

    private void smear(Stencil stencil) {
        int radius = chance.whole(1, Math.max(2, Math.round(0.03f * size)));
        float[] blurred = Smooth.box(before, radius);
        int plane = before.width() * before.height();
        stencil.print(
                picture,
                (channel, px, py) -> blurred[channel * plane + py * before.width() + px] - before.at(channel, px, py));
    }

    private void roughen(Stencil stencil) {
        int salt = chance.random().nextInt();
        float scale = 1 / chance.spread(1, 6);
        float squeeze = chance.spread(0.3, 3);
        float strength = chance.spread(Math.max(5, rough), Math.max(20 + rough, strongest / 2));
        stencil.print(
                picture,
                (channel, px, py) -> strength * Noise.smooth(salt, px * scale * squeeze, py * scale / squeeze));
    }

    private void displace(Stencil stencil) {
        int radius = Math.max(2, Math.round(chance.spread(0.015, 0.12) * size));
        float heading = chance.direction();
        int offX = Math.round(radius * (float) Math.cos(heading));
        int offY = Math.round(radius * (float) Math.sin(heading));
        stencil.print(
                picture,
                (channel, px, py) -> before.mirrored(channel, px + offX, py + offY) - before.at(channel, px, py));
    }

    /** A patch, a torn cloud, or a band that may cross the whole picture. */
    private Stencil area(float smallest, float largest, float soft) {
        float radius = chance.spread(smallest, largest) * size;
        return switch (chance.whole(0, 2)) {
            case 0 -> shapes.cloud(x, y, radius, soft);
            case 1 -> shapes.blob(x, y, radius, chance.spread(1, 4), chance.whole(1, 2), soft);
            default -> shapes.blob(x, y, chance.spread(0.2, 0.8) * size, chance.spread(2.5, 10), 3, soft / 2);
        };
    }

    private float thin() {
        return chance.spread(0.6, Math.max(1.5, 0.016 * size));
    }

    /** A darker or brighter level, in colour pictures with a cast, a little uneven. */
    private Ink tone(float least) {
        float strength = chance.sign() * chance.spread(Math.max(4, least), Math.max(20 + least, strongest));
        float[] cast = new float[picture.channels()];
        for (int channel = 0; channel < cast.length; channel++) {
            cast[channel] = cast.length == 1 ? 1 : chance.between(0.2, 1);
        }
        int salt = chance.random().nextInt();
        float uneven = chance.between(0, 0.4);
        return (channel, px, py) -> strength * cast[channel] * (1 + uneven * Noise.smooth(salt, px * 0.3f, py * 0.3f));
    }
}
