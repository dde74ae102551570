package org.millwright.edge.models;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which models one place has, each by the hash of its bundle.
 *
 * @param live the one that decides
 * @param shadow on trial: it judges beside the live one, and nothing acts on it
 * @param previous decided before, and does so again after a rollback
 * @param configured the one that the configuration named when it was last read
 * @param why what was done last, in words
 * @param since when that was
 */
public record Slot(
        Optional<String> live,
        Optional<String> shadow,
        Optional<String> previous,
        Optional<String> configured,
        String why,
        Instant since) {

    public static final Slot EMPTY =
            new Slot(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", Instant.EPOCH);

    public Slot {
        requireNonNull(live, "live is null");
        requireNonNull(shadow, "shadow is null");
        requireNonNull(previous, "previous is null");
        requireNonNull(configured, "configured is null");
        requireNonNull(why, "why is null");
        requireNonNull(since, "since is null");
    }

    /** The configuration names another model than it did: that one decides now. */
    Slot configured(String hash, Instant now) {
        boolean already = live.filter(hash::equals).isPresent();
        return new Slot(
                Optional.of(hash),
                already ? shadow : Optional.empty(),
                already ? previous : live.or(() -> previous),
                Optional.of(hash),
                "named by the configuration",
                now);
    }

    Slot deployed(String hash, Instant now) {
        return live.isPresent()
                ? new Slot(live, Optional.of(hash), previous, configured, "deployed beside the live one", now)
                : new Slot(Optional.of(hash), shadow, previous, configured, "deployed as the first", now);
    }

    Slot promoted(Instant now) {
        return new Slot(
                /* live= */ shadow, /* shadow= */ Optional.empty(), /* previous= */ live, configured, "promoted", now);
    }

    Slot rolledBack(String because, Instant now) {
        return new Slot(
                /* live= */ previous,
                shadow,
                /* previous= */ Optional.empty(),
                configured,
                "rolled back: " + because,
                now);
    }

    Slot withoutShadow(String because, Instant now) {
        return new Slot(live, Optional.empty(), previous, configured, "trial ended: " + because, now);
    }

    /** A line for each, as {@code key=value}. */
    String text() {
        StringBuilder text = new StringBuilder();
        live.ifPresent(hash -> text.append("live=").append(hash).append('\n'));
        shadow.ifPresent(hash -> text.append("shadow=").append(hash).append('\n'));
        previous.ifPresent(hash -> text.append("previous=").append(hash).append('\n'));
        configured.ifPresent(hash -> text.append("configured=").append(hash).append('\n'));
        text.append("why=").append(why.replaceAll("\\R", " ")).append('\n');
        return text.append("since=").append(since).append('\n').toString();
    }

    static Slot parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            values.put(line.substring(0, at), line.substring(at + 1));
        });
        return new Slot(
                Optional.ofNullable(values.get("live")),
                Optional.ofNullable(values.get("shadow")),
                Optional.ofNullable(values.get("previous")),
                Optional.ofNullable(values.get("configured")),
                values.getOrDefault("why", ""),
                Instant.parse(values.getOrDefault("since", Instant.EPOCH.toString())));
    }
}
