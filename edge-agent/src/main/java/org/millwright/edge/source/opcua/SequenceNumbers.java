package org.millwright.edge.source.opcua;

/** Arithmetic on sequence numbers, which run from 1 to 2^32-1 and then from 1 again (OPC 10000-4, 7.10). */
final class SequenceNumbers {

    static final long LARGEST = 0xFFFF_FFFFL;

    private SequenceNumbers() {}

    static long after(long number) {
        return number == LARGEST ? 1 : number + 1;
    }

    static long plus(long number, long steps) {
        return Math.floorMod(number - 1 + steps, LARGEST) + 1;
    }

    /** How many steps lead from one number to the other; 0 to 2^32-2. */
    static long distance(long from, long to) {
        return Math.floorMod(to - from, LARGEST);
    }

    /** True when the way forward from {@code other} is shorter than the way back. */
    static boolean isAhead(long number, long other) {
        long distance = distance(other, number);
        return distance > 0 && distance <= LARGEST / 2;
    }
}
