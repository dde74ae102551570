package org.millwright.vision.training.flaws;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Blends random flaws into pictures of good parts, so that a network can learn to find defects that nobody has
 * photographed yet. Sizes follow the picture's, strengths its roughness. About a millisecond for 224×224 pixels. NOT thread
 * safe.
 *
 * <p>Cuts from other pictures: Li et al., CutPaste (2021) and Schlüter et al., Natural Synthetic Anomalies (2022).
 */
public final class FlawMaker {

    /** What a flaw looks like. */
    public enum Kind {
        /** A piece of another good picture in the wrong place. */
        CUT,
        /** Small and dark or bright, like a blowhole or a speck. */
        SPOT,
        /** A thin, bent line. */
        SCRATCH,
        /** A jagged dark line that forks. */
        CRACK,
        /** A large area that is darker or brighter, its texture showing through. */
        STAIN,
        /** An area whose texture is smeared, rougher or displaced. */
        TEXTURE
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int TRIES = 4;
    /** A change of fewer levels than this is not seen by anyone. */
    private static final float VISIBLE_LEVELS = 3;
    /** Pixels that changed by less than this share of the largest change are the flaw's fading edge. */
    private static final float EDGE_SHARE = 0.2f;

    /** How many times the roughness a change must be to stand out by two thirds. */
    private static final float PLAIN = 2;

    private final Chance chance;

    public FlawMaker(RandomGenerator random) {
        this.chance = new Chance(requireNonNull(random, "random is null"));
    }

    /**
     * Paints one to four flaws on the picture.
     *
     * @param donor another good picture, where cuts come from; as many channels, any size
     * @return row by row, how far a flaw stands out from the picture's roughness, as unsigned bytes: 0 where none can be
     *     seen, 255 where nobody can miss it; all 0 in the rare case that no flaw can be seen
     */
    public byte[] spoil(Levels picture, Levels donor) {
        int flaws = chance.of(0.4) ? 1 : chance.whole(2, 4);
        byte[] mask = new byte[picture.width() * picture.height()];
        for (int i = 0; i < flaws; i++) {
            byte[] more = spoil(picture, donor, KINDS[chance.whole(0, KINDS.length - 1)]);
            for (int j = 0; j < mask.length; j++) {
                mask[j] = (byte) Math.max(mask[j] & 0xFF, more[j] & 0xFF);
            }
        }
        return mask;
    }

    /** Paints one flaw of a kind; the rest as {@link #spoil(Levels, Levels)}. */
    public byte[] spoil(Levels picture, Levels donor, Kind kind) {
        if (donor.channels() != picture.channels()) {
            throw new IllegalArgumentException("the donor has " + donor.channels() + " channels, the picture "
                    + picture.channels() + "; both must have the same");
        }
        Levels before = picture.copy();
        float roughness = before.roughness();
        byte[] mask = new byte[picture.width() * picture.height()];
        for (int i = 0; i < TRIES; i++) {
            FlawPainter painter = new FlawPainter(chance, picture, before, donor, roughness);
            painter.paint(kind);
            if (seen(before, picture, roughness, mask)) {
                return mask;
            }
            System.arraycopy(before.values(), 0, picture.values(), 0, before.values().length);
        }
        return mask;
    }

    /** Fills in the mask; false when too little of the change can be seen. */
    private static boolean seen(Levels before, Levels after, float roughness, byte[] mask) {
        float[] change = new float[mask.length];
        for (int i = 0; i < before.values().length; i++) {
            int at = i % mask.length;
            change[at] = Math.max(change[at], Math.abs(after.values()[i] - before.values()[i]));
        }
        float[] smooth = Smooth.box(change, after.width(), after.height(), 1);
        float largest = 0;
        for (float value : smooth) {
            largest = Math.max(largest, value);
        }
        float limit = Math.max(Math.max(VISIBLE_LEVELS, roughness / 2), EDGE_SHARE * largest);
        float plain = PLAIN * Math.max(VISIBLE_LEVELS, roughness);
        int count = 0;
        Arrays.fill(mask, (byte) 0);
        for (int i = 0; i < mask.length; i++) {
            if (smooth[i] > limit) {
                mask[i] = (byte) Math.max(1, Math.round(255 * (1 - Math.exp(-smooth[i] / plain))));
                count++;
            }
        }
        return count >= Math.max(4, mask.length / 20_000);
    }
}
