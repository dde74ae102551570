package org.millwright.hardware.inference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens what a bundle holds in several precisions, and keeps what is fastest on this gateway.
 *
 * @param network open, the caller closes it; its bundle names the file and the golden samples of the one that was chosen
 */
public record FastestNetwork(Network network, Choice choice) {

    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 40;
    private static final int LEAST_ROUNDS = 5;
    private static final long MOST_NANOS = 2_000_000_000L;

    /**
     * Proves all of them on their golden samples and measures them in turns, for two seconds at most. A variant that cannot be
     * used is left out, and the choice says why.
     *
     * @param threads how many threads one call may use, at least 1
     * @throws ModelException when the bundle's own network cannot be loaded or does not compute what was trained
     */
    public static FastestNetwork open(ModelBundle bundle, int threads) {
        Map<String, Network> open = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        Network kept = null;
        try {
            open.put(Choice.FLOAT, Network.open(bundle, threads));
            for (Variant variant : bundle.variants()) {
                try {
                    open.put(variant.precision(), Network.open(bundle.as(variant), threads));
                } catch (ModelException e) {
                    refused.put(variant.precision(), String.valueOf(e.getMessage()));
                }
            }
            Choice choice = Choice.of(open.size() == 1 ? Map.of() : medians(open), refused);
            kept = open.get(choice.precision());
            if (kept == null) {
                throw new IllegalStateException(choice + " is none of " + open.keySet());
            }
            return new FastestNetwork(kept, choice);
        } finally {
            for (Network network : open.values()) {
                if (network != kept) {
                    network.close();
                }
            }
        }
    }

    private static Map<String, Double> medians(Map<String, Network> networks) {
        List<String> names = List.copyOf(networks.keySet());
        List<Network> all = List.copyOf(networks.values());
        List<float[][]> outputs = all.stream().map(Network::outputs).toList();
        long[][] nanos = new long[all.size()][ROUNDS];
        all.forEach(FastestNetwork::fill);
        long end = System.nanoTime() + MOST_NANOS;
        int count = 0;
        for (int round = -WARM_UPS; count < ROUNDS && (count < LEAST_ROUNDS || System.nanoTime() < end); round++) {
            count = Math.max(0, round + 1);
            for (int i = 0; i < nanos.length; i++) {
                all.get(i).runInto(outputs.get(i));
                nanos[i][Math.max(0, round)] = all.get(i).runNanos();
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (int i = 0; i < nanos.length; i++) {
            medians.put(names.get(i), median(Arrays.copyOf(nanos[i], count)) / 1e6);
        }
        return medians;
    }

    /** With the first golden sample: what a picture holds may tell in how long it takes. */
    private static void fill(Network network) {
        ModelBundle bundle = network.bundle();
        for (int i = 0; i < bundle.inputs().size(); i++) {
            network.input(i)
                    .put(
                            0,
                            bundle.values(
                                    bundle.golden().getFirst().inputs().get(i),
                                    bundle.inputs().get(i)));
        }
    }

    static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
