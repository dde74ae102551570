package org.millwright.edge.store;

import org.millwright.edge.signal.OwnTables;

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
            class SYMBOL, regions INT, millimetres DOUBLE, variant SYMBOL, score_limit DOUBLE, \
            reason VARCHAR, model SYMBOL, received TIMESTAMP_NS, decided TIMESTAMP_NS""";

    private static final String SHADOW = """
            result SYMBOL, part VARCHAR, sequence LONG, score DOUBLE, class SYMBOL, regions INT, millimetres DOUBLE, \
            variant SYMBOL, score_limit DOUBLE, live_result SYMBOL, live_score DOUBLE, agrees INT, reason VARCHAR, \
            model SYMBOL, live_model SYMBOL, decided TIMESTAMP_NS, health SYMBOL, remaining_life DOUBLE, life_unit SYMBOL, \
            life_low DOUBLE, life_high DOUBLE, coverage DOUBLE, live_health SYMBOL, live_life DOUBLE, live_low DOUBLE, \
            live_high DOUBLE, difference DOUBLE""";

    private static final String PROGNOSIS = """
            health SYMBOL, remaining_life DOUBLE, life_unit SYMBOL, life_low DOUBLE, life_high DOUBLE, coverage DOUBLE, reason VARCHAR, model SYMBOL, \
            decided TIMESTAMP_NS""";

    private static final String FEATURE = """
            signal SYMBOL, window_seconds DOUBLE, mean DOUBLE, deviation DOUBLE, lowest DOUBLE, highest DOUBLE, rms DOUBLE, \
            skewness DOUBLE, kurtosis DOUBLE, slope_per_hour DOUBLE, known_share DOUBLE, readings LONG, reason VARCHAR, \
            regime LONG""";

    private static final String CONDITION = """
            state SYMBOL, health SYMBOL, score DOUBLE, origin SYMBOL, cause SYMBOL, contributions VARCHAR, reason VARCHAR, \
            since TIMESTAMP_NS, regime LONG, decided TIMESTAMP_NS""";

    private static final String VIBRATION = """
            signal SYMBOL, diagnosis SYMBOL, health SYMBOL, part VARCHAR, cause SYMBOL, reason VARCHAR, confidence DOUBLE, \
            standing SYMBOL, agreeing LONG, hertz DOUBLE, expected_hertz DOUBLE, decibels DOUBLE, band_low_hertz DOUBLE, \
            band_high_hertz DOUBLE, rms DOUBLE, peak DOUBLE, crest DOUBLE, kurtosis DOUBLE, skewness DOUBLE, \
            outer_decibels DOUBLE, inner_decibels DOUBLE, ball_decibels DOUBLE, impulsive_low_hertz DOUBLE, \
            impulsive_high_hertz DOUBLE, impulsive_kurtosis DOUBLE, shaft_per_minute DOUBLE, rate_hertz DOUBLE, \
            samples LONG, decided TIMESTAMP_NS, band_1_decibels DOUBLE, band_2_decibels DOUBLE, band_3_decibels DOUBLE, band_4_decibels DOUBLE, \
            band_5_decibels DOUBLE, band_6_decibels DOUBLE, band_7_decibels DOUBLE, band_8_decibels DOUBLE, \
            band_9_decibels DOUBLE, band_10_decibels DOUBLE, band_11_decibels DOUBLE, band_12_decibels DOUBLE""";

    private static final String DIAGNOSIS = """
            answer SYMBOL, health SYMBOL, mode SYMBOL, probability DOUBLE, others VARCHAR, quantity SYMBOL, value DOUBLE, \
            unit SYMBOL, because VARCHAR, standing VARCHAR, agreeing LONG, cause SYMBOL, reason VARCHAR, model SYMBOL, \
            decided TIMESTAMP_NS""";

    private static final String ADVISORY = """
            urgency SYMBOL, rank LONG, what VARCHAR, why VARCHAR, due TIMESTAMP_NS, window_from TIMESTAMP_NS, \
            window_until TIMESTAMP_NS, risk DOUBLE, certainty DOUBLE""";

    private static final String LOSS = """
            signal SYMBOL, reason SYMBOL, count LONG, since TIMESTAMP_NS, until TIMESTAMP_NS""";

    private static final String NOTICE = "source SYMBOL, kind SYMBOL, text VARCHAR, seconds DOUBLE";

    private static final String KEYS = "timestamp, enterprise, site, area, line, machine";

    /** What a table's summaries by the minute and by the hour are called. */
    static final String MINUTES = "_1m";

    static final String HOURS = "_1h";

    private static final String ROLLUP = """
            signal SYMBOL, readings LONG, good LONG, mean DOUBLE, lowest DOUBLE, highest DOUBLE, earliest DOUBLE, \
            latest DOUBLE, arrived TIMESTAMP_NS""";

    /** What was dropped, when, and why; two tries to write down one drop give one row. */
    static final String CREATE_EXPIRY = """
            CREATE TABLE IF NOT EXISTS expiry (timestamp TIMESTAMP_NS, measurement SYMBOL, period SYMBOL, rows LONG, \
            bytes LONG, because SYMBOL) TIMESTAMP(timestamp) PARTITION BY YEAR WAL \
            DEDUP UPSERT KEYS(timestamp, measurement, period)""";

    private Schema() {}

    static String createRollup(String rollup, String partition) {
        return "CREATE TABLE IF NOT EXISTS %s (%s, %s) TIMESTAMP(timestamp) PARTITION BY %s WAL DEDUP UPSERT KEYS(%s, signal)"
                .formatted(name(rollup), IDENTITY, ROLLUP, partition, KEYS);
    }

    /** Conditions stand in each aggregate, as the store sums up in parallel only without a subquery. */
    static String rollMinute(String table, long minute) {
        String value =
                "CASE WHEN quality = 'good' THEN coalesce(number, cast(whole AS DOUBLE), cast(flag AS DOUBLE)) END";
        return """
                INSERT INTO %1$s SELECT %2$s::timestamp_ns, enterprise, site, area, line, machine, signal, count(), \
                sum(CASE WHEN quality = 'good' AND absent IS NULL THEN 1 ELSE 0 END), avg(%3$s), min(%3$s), max(%3$s), \
                first_not_null(%3$s), last_not_null(%3$s), max(received) FROM %4$s WHERE %5$s""".formatted(
                        name(table + MINUTES),
                        Period.literal(minute),
                        value,
                        name(table),
                        Period.between(minute, minute + Period.MINUTE));
    }

    /** From its minutes, so it is exact: sums of counts, extremes of extremes, and a mean that is weighted. */
    static String rollHour(String table, long hour) {
        return """
                INSERT INTO %s SELECT %s::timestamp_ns, enterprise, site, area, line, machine, signal, sum(readings), \
                sum(good), sum(mean * good) / sum(CASE WHEN mean IS NULL THEN 0 ELSE good END), min(lowest), \
                max(highest), first_not_null(earliest), last_not_null(latest), max(arrived) FROM %s WHERE %s""".formatted(
                        name(table + HOURS),
                        Period.literal(hour),
                        name(table + MINUTES),
                        Period.between(hour, hour + Period.HOUR));
    }

    /** A table's name in a statement. */
    static String name(String table) {
        return "\"" + table.replace("\"", "\"\"") + "\"";
    }

    /** A text in a statement. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Upserting by identity makes a resend harmless; the store's own tables would keep every repetition. */
    static String create(String measurement) {
        String columns = switch (measurement) {
            case OwnTables.VERDICT -> VERDICT;
            case OwnTables.SHADOW -> SHADOW;
            case OwnTables.PROGNOSIS -> PROGNOSIS;
            case OwnTables.FEATURE -> FEATURE;
            case OwnTables.CONDITION -> CONDITION;
            case OwnTables.VIBRATION -> VIBRATION;
            case OwnTables.DIAGNOSIS -> DIAGNOSIS;
            case OwnTables.ADVISORY -> ADVISORY;
            case OwnTables.LOSS -> LOSS;
            case OwnTables.NOTICE -> NOTICE;
            default -> READINGS;
        };
        String keys = switch (columns) {
            case READINGS, FEATURE, VIBRATION -> KEYS + ", signal";
            case LOSS -> KEYS + ", signal, reason";
            case NOTICE -> KEYS + ", source, kind";
            default -> KEYS;
        };
        return "CREATE TABLE IF NOT EXISTS %s (%s, %s) TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(%s)"
                .formatted(name(measurement), IDENTITY, columns, keys);
    }
}
