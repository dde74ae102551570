package org.millwright.maintenance.training.detect;

import java.util.ArrayList;
import java.util.List;

/** Alarms as the stretches of rows that they lasted. */
final class Episodes {

    private Episodes() {}

    /** From {@code first} to before {@code end}. */
    record Episode(int first, int end) {

        int rows() {
            return end - first;
        }
    }

    static List<Episode> of(boolean[] alarms) {
        List<Episode> episodes = new ArrayList<>();
        int first = -1;
        for (int i = 0; i <= alarms.length; i++) {
            boolean on = i < alarms.length && alarms[i];
            if (on && first < 0) {
                first = i;
            } else if (!on && first >= 0) {
                episodes.add(new Episode(first, i));
                first = -1;
            }
        }
        return List.copyOf(episodes);
    }
}
