package org.millwright.edge.inference;

/** How many of the last few were so. NOT thread safe. */
final class Recent {

    private final boolean[] was;
    private long seen;
    private int count;

    /** @param length how many are looked at */
    Recent(int length) {
        was = new boolean[length];
    }

    void add(boolean is) {
        int at = (int) (seen++ % was.length);
        count += (is ? 1 : 0) - (was[at] ? 1 : 0);
        was[at] = is;
    }

    int count() {
        return count;
    }
}
