package org.millwright.hardware.training;

import java.util.random.RandomGenerator;

/** Indices in a random order, shuffled again when all have been dealt. NOT thread safe. */
public final class Deck {

    private final int[] cards;
    private final RandomGenerator random;
    private int next;

    /** @param count indices 0 to {@code count} - 1, at least one */
    public Deck(int count, RandomGenerator random) {
        this.cards = new int[count];
        this.random = random;
        for (int i = 0; i < count; i++) {
            cards[i] = i;
        }
        shuffle();
    }

    /** The next so many. */
    public int[] deal(int count) {
        int[] dealt = new int[count];
        for (int i = 0; i < count; i++) {
            if (next == cards.length) {
                shuffle();
            }
            dealt[i] = cards[next++];
        }
        return dealt;
    }

    private void shuffle() {
        for (int i = cards.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = cards[i];
            cards[i] = cards[j];
            cards[j] = swapped;
        }
        next = 0;
    }
}
