package org.millwright.edge.store;

/** The tables of the embedded store, as {@code docs/schema.md} tells them to data teams. */
final class Schema {

    private static final String IDENTITY = """
            timestamp TIMESTAMP_NS, enterprise SYMBOL, site SYMBOL, area SYMBOL, line SYMBOL, machine SYMBOL""";

    /** A flag is an INT (1, 0, null): a BOOLEAN knows no null, so every reading of another type would say false. */
    private static final String READINGS = """
            signal SYMBOL, number DOUBLE, whole LONG, flag INT, text VARCHAR, absent SYMBOL, quality SYMBOL, \
            status LONG, server TIMESTAMP_NS, received TIMESTAMP_NS, clock SYMBOL, origin SYMBOL""";

    private static final String VERDICT = """
            result SYMBOL, part VARCHAR, sequence LONG, score DOUBLE, x INT, y INT, width INT, height INT, \
            reason VARCHAR, model SYMBOL, received TIMESTAMP_NS, decided TIMESTAMP_NS""";

    private static final String PROGNOSIS = """
            health SYMBOL, remaining_life DOUBLE, life_unit SYMBOL, reason VARCHAR, model SYMBOL, \
            decided TIMESTAMP_NS""";

    private static final String LOSS = """
            signal SYMBOL, reason SYMBOL, count LONG, since TIMESTAMP_NS, until TIMESTAMP_NS""";

    private static final String NOTICE = "source SYMBOL, kind SYMBOL, text VARCHAR, seconds DOUBLE";

    private static final String KEYS = "timestamp, enterprise, site, area, line, machine";

    private Schema() {}

    /** Upserting by identity makes a resend harmless; the store's own tables would keep every repetition. */
    static String create(String measurement) {
        String columns = switch (measurement) {
            case "verdict" -> VERDICT;
            case "prognosis" -> PROGNOSIS;
            case "loss" -> LOSS;
            case "notice" -> NOTICE;
            default -> READINGS;
        };
        String keys = switch (columns) {
            case READINGS -> KEYS + ", signal";
            case LOSS -> KEYS + ", signal, reason";
            case NOTICE -> KEYS + ", source, kind";
            default -> KEYS;
        };
        return "CREATE TABLE IF NOT EXISTS \"%s\" (%s, %s) TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(%s)"
                .formatted(measurement.replace("\"", "\"\""), IDENTITY, columns, keys);
    }
}
