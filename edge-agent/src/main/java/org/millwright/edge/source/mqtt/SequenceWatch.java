package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.util.Arrays;

/**
 * The sequence numbers of one Sparkplug edge node, 0 to 255 and over again.
 *
 * <p>A number that is missing may be late only, since brokers may pass on different topics at different speeds: it is lost
 * when it has not come within the reorder timeout (Sparkplug B 3.0, operational-behavior-host-reordering-*).
 *
 * <p>NOT thread safe.
 */
final class SequenceWatch {

    private static final int NUMBERS = 256;

    /** What a number says. */
    enum Order {
        NEXT,
        /** Others are missing before it. */
        AHEAD,
        /** One of those that were missing. */
        LATE,
        /** The same once more. */
        REPEATED
    }

    /** Of one number, in this round or the last. */
    private enum State {
        COME,
        MISSING,
        GIVEN_UP
    }

    private final long reorderNanos;
    private final State[] states = new State[NUMBERS];
    private final long[] missedNanos = new long[NUMBERS];
    private int missing;
    private long overrun;
    private int next;

    SequenceWatch(Duration reorder) {
        this.reorderNanos = reorder.toNanos();
        begin(0);
    }

    /** A BIRTH of the node begins a new count; what was missing of the old one is no longer waited for. */
    void begin(long number) {
        next = (int) Math.floorMod(number + 1, (long) NUMBERS);
        Arrays.fill(states, State.COME);
        missing = 0;
        overrun = 0;
    }

    Order take(long seq, long nowNanos) {
        int number = (int) Math.floorMod(seq, (long) NUMBERS);
        int ahead = Math.floorMod(number - next, NUMBERS);
        if (ahead > 0 && states[number] != State.COME) {
            come(number);
            return Order.LATE;
        }
        if (ahead == NUMBERS - 1) {
            return Order.REPEATED;
        }
        for (int i = 0; i < ahead; i++) {
            miss((next + i) % NUMBERS, nowNanos);
        }
        if (states[number] == State.MISSING) {
            overrun++; // Once around: that one will not come any more.
        }
        come(number);
        for (int i = 0; i <= ahead; i++) {
            forget((next + i + NUMBERS / 2) % NUMBERS);
        }
        next = (number + 1) % NUMBERS;
        return ahead == 0 ? Order.NEXT : Order.AHEAD;
    }

    private void come(int number) {
        missing -= states[number] == State.MISSING ? 1 : 0;
        states[number] = State.COME;
    }

    /** Half a round later the number means a new message again. */
    private void forget(int number) {
        if (states[number] == State.GIVEN_UP) {
            states[number] = State.COME;
        }
    }

    private void miss(int number, long nowNanos) {
        if (states[number] == State.MISSING) {
            overrun++;
        } else {
            states[number] = State.MISSING;
            missing++;
        }
        missedNanos[number] = nowNanos;
    }

    /** How many are missing and not given up. */
    long missing() {
        return missing + overrun;
    }

    /** How many have not come in time, and are counted here once; should one come after all, it is {@link Order#LATE}. */
    long giveUp(long nowNanos) {
        if (missing() == 0) {
            return 0;
        }
        long lost = overrun;
        overrun = 0;
        for (int number = 0; number < NUMBERS; number++) {
            if (states[number] == State.MISSING && nowNanos - missedNanos[number] >= reorderNanos) {
                states[number] = State.GIVEN_UP;
                missing--;
                lost++;
            }
        }
        return lost;
    }
}
