package org.millwright.simulator.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Compares what was made with what the store returns. */
final class Oracle {

    /** Which number was the last that was made. */
    interface Made {

        long last(String table) throws IOException;
    }

    private static final Store.Summary NOTHING = new Store.Summary(0, 0, 0, 0);

    private final Store store;
    private final Plan plan;

    Oracle(Store store, Plan plan) {
        this.store = store;
        this.plan = plan;
    }

    static boolean complete(List<Numbers> numbers) {
        return numbers.stream().allMatch(one -> one.lost() == 0);
    }

    static String table(String signal) {
        return signal.startsWith("s") ? AgentFile.OPCUA_TABLE : AgentFile.MQTT_TABLE;
    }

    List<Numbers> look(Made made) throws IOException, InterruptedException {
        List<Numbers> all = new ArrayList<>();
        if (plan.opcUa().isPresent()) {
            look(AgentFile.OPCUA_TABLE, "s", plan.opcUa().get().signals(), made, all);
        }
        if (plan.mqtt().isPresent()) {
            look(AgentFile.MQTT_TABLE, "t", plan.mqtt().get().topics(), made, all);
        }
        return all;
    }

    private void look(String table, String prefix, int signals, Made made, List<Numbers> into)
            throws IOException, InterruptedException {
        long last = made.last(table);
        SortedMap<String, Store.Summary> summaries = store.summaries(table);
        for (int i = 0; i < signals; i++) {
            String signal = prefix + i;
            Store.Summary summary = summaries.getOrDefault(signal, NOTHING);
            // The store's own counts say most: only a signal with something wrong is read number by number.
            boolean whole = summary.equals(new Store.Summary(last, last, 1, last));
            into.add(
                    whole
                            ? Numbers.whole(signal, last)
                            : Numbers.of(
                                    signal, last, summary.rows() == 0 ? new long[0] : store.numbers(table, signal)));
        }
    }
}
