package org.millwright.edge.lineprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Set;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.OwnTables;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;

/** The identity of a row, as line protocol: measurement, tags, and the space that ends them. */
final class Tags {

    /** Tables that the embedded store keeps for itself. */
    private static final Set<String> STORES_OWN = Set.of("expiry", "telemetry", "telemetry_config", "_query_trace");

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
        return (OwnTables.ALL.contains(measurement) || STORES_OWN.contains(measurement))
                ? measurement + "_"
                : measurement;
    }

    /** What a prefix begins with; it is never escaped. */
    static String head(String prefix) {
        int end = 0;
        while (end < prefix.length() && prefix.charAt(end) != ',' && prefix.charAt(end) != ' ') {
            end++;
        }
        return prefix.substring(0, end);
    }

    static String of(Signal signal) {
        return of(signal.machine(), signal.name());
    }

    /** An empty name leaves the signal out. */
    static String of(Machine machine, String signal) {
        StringBuilder prefix = head(measurement(machine.kind()), machine);
        tag(prefix, "signal", signal);
        return prefix.append(' ').toString();
    }

    static String of(String measurement, Machine machine) {
        return head(measurement, machine).append(' ').toString();
    }

    static String of(FeatureSet features) {
        StringBuilder prefix = head(OwnTables.FEATURE, features.signal().machine());
        tag(prefix, "signal", features.signal().name());
        return prefix.append(' ').toString();
    }

    static String of(Channel channel) {
        StringBuilder prefix = head(OwnTables.VIBRATION, channel.machine());
        tag(prefix, "signal", channel.name());
        return prefix.append(' ').toString();
    }

    static String of(Loss loss) {
        StringBuilder prefix = head(OwnTables.LOSS, loss.machine());
        tag(prefix, "signal", loss.signal());
        tag(prefix, "reason", lower(loss.reason()));
        return prefix.append(' ').toString();
    }

    /** The same tags in the table of losses. */
    static String loss(String identity, Loss.Reason reason) {
        int tags = identity.indexOf(',');
        StringBuilder prefix = new StringBuilder(OwnTables.LOSS).append(tags < 0 ? "" : identity.substring(tags));
        tag(prefix, "reason", lower(reason));
        return prefix.append(' ').toString();
    }

    static String of(Notice notice) {
        StringBuilder prefix = head(OwnTables.NOTICE, notice.path());
        tag(prefix, "source", notice.source());
        tag(prefix, "kind", lower(notice.kind()));
        return prefix.append(' ').toString();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static StringBuilder head(String measurement, Machine machine) {
        StringBuilder prefix = head(measurement, machine.path());
        tag(prefix, "machine", machine.name());
        return prefix;
    }

    private static StringBuilder head(String measurement, SitePath path) {
        StringBuilder prefix = new StringBuilder(128).append(measurement);
        tag(prefix, "enterprise", path.enterprise());
        tag(prefix, "site", path.site());
        tag(prefix, "area", path.area());
        tag(prefix, "line", path.line());
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
