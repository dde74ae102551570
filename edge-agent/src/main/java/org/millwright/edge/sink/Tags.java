package org.millwright.edge.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Set;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;

/** The identity of a row, as line protocol: measurement, tags, and the space that ends them. */
final class Tags {

    static final String VERDICT = "verdict";
    static final String PROGNOSIS = "prognosis";

    /** Ours, and the tables that the embedded store keeps for itself. */
    private static final Set<String> TAKEN =
            Set.of(VERDICT, PROGNOSIS, "telemetry", "telemetry_config", "_query_trace");

    private Tags() {}

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * The measurement for a kind of machine: lower case, and an underscore for every character other than a letter, a
     * figure or a hyphen. Table names of the embedded store know no case and refuse most signs.
     */
    static String measurement(String kind) {
        StringBuilder name = new StringBuilder(kind.length());
        kind.toLowerCase(Locale.ROOT)
                .codePoints()
                .map(c -> Character.isLetterOrDigit(c) || c == '-' ? c : '_')
                .forEach(name::appendCodePoint);
        String measurement = name.isEmpty() ? "_" : name.toString();
        return TAKEN.contains(measurement) ? measurement + "_" : measurement;
    }

    static String of(Signal signal) {
        Machine machine = signal.machine();
        StringBuilder prefix = head(measurement(machine.kind()), machine);
        tag(prefix, "signal", signal.name());
        return prefix.append(' ').toString();
    }

    static String of(String measurement, Machine machine) {
        return head(measurement, machine).append(' ').toString();
    }

    private static StringBuilder head(String measurement, Machine machine) {
        SitePath path = machine.path();
        StringBuilder prefix = new StringBuilder(128).append(measurement);
        tag(prefix, "enterprise", path.enterprise());
        tag(prefix, "site", path.site());
        tag(prefix, "area", path.area());
        tag(prefix, "line", path.line());
        tag(prefix, "machine", machine.name());
        return prefix;
    }

    /** An empty tag is left out: InfluxDB refuses it. */
    private static void tag(StringBuilder into, String name, String value) {
        if (!value.isEmpty()) {
            into.append(',').append(name).append('=');
            Escape.tag(into, value);
        }
    }
}
