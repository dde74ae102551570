package org.millwright.edge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.store.EmbeddedStore;

/** Every query of {@code docs/schema.md}, run on two hours of a line, in both stores. */
class SchemaQueriesTest {

    private static final Path PAGE = Path.of("..", "docs", "schema.md");
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 7_200;

    @TempDir
    private static Path folder;

    private static EmbeddedStore store;
    private static StoreReader reader;

    @BeforeAll
    static void fill() throws InterruptedException {
        store = EmbeddedStore.start(
                new StoreConfig.Embedded(folder.resolve("store"), 0), Set.of(), InstantSource.system());
        store.awaitReady(Duration.ofSeconds(60));
        reader = new StoreReader(store.url());
        send(Shipping.to(store.asInflux(), store::prepare, SinkSettings.DEFAULT));
        List.of("press", "conveyor", "verdict", "prognosis", "feature", "vibration", "diagnosis")
                .forEach(reader::count);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @TestFactory
    Stream<DynamicTest> everySqlQueryOfThePageAnswers() throws IOException {
        return blocks("sql")
                .map(query -> DynamicTest.dynamicTest(
                        title(query),
                        () -> assertThat(reader.query(query).rows()).isNotEmpty()));
    }

    @Test
    void theQueryForWhatIsNotYetAppliedReturnsNothingInTheEnd() throws IOException {
        assertThat(blocks("sql-empty"))
                .singleElement()
                .satisfies(query -> assertThat(reader.query(query).rows()).isEmpty());
    }

    /** Those on summaries are run where summaries are made, in {@code HousekeepingTest}. */
    @Test
    void thereIsNoBlockThatNoTestRuns() throws IOException {
        assertThat(Pattern.compile("(?m)^```(\\S+)$")
                        .matcher(Files.readString(PAGE))
                        .results())
                .extracting(found -> found.group(1))
                .containsOnly("sql", "sql-empty", "sql-summaries", "influxql");
    }

    @Test
    void theAnswersAreRight() throws IOException {
        List<String> queries = blocks("sql").toList();
        assertThat(answer(queries, "LATEST ON")).hasSize(4);
        assertThat(answer(queries, "lag(timestamp)"))
                .extracting(Object::toString)
                .containsExactly("[OilPressure, 2026-01-01T00:49:59.000000000Z, 2026-01-01T00:50:30.000000000Z]");
        assertThat(answer(queries, "defect_percent"))
                .extracting(row -> row.subList(1, 5))
                .containsExactly(List.of(1_800, 90, 0, 5.0), List.of(1_800, 90, 0, 5.0));
        assertThat(answer(queries, "ASOF JOIN"))
                .hasSize(180)
                .allSatisfy(row -> assertThat(row.get(3)).isEqualTo(0.5));
        assertThat(answer(queries, "oil_pressure").getFirst())
                .containsExactly("2026-01-01T00:00:00.000000000Z", 40.0, 180.0, 0);
        assertThat(answer(queries, "FROM loss"))
                .extracting(Object::toString)
                .containsExactly("[Press, OilPressure, sequence_gap, 30, 2026-01-01T00:49:59.000000000Z,"
                        + " 2026-01-01T00:50:30.000000000Z]");
    }

    @Test
    void everyInfluxQlQueryOfThePageAnswers() throws IOException {
        Optional<Path> program = Influxd.installed();
        assumeTrue(program.isPresent(), "influxd is not installed: apt-get install influxdb");
        try (Influxd influxd = new Influxd(program.get(), Files.createDirectory(folder.resolve("influxd")))) {
            influxd.createDatabase("plant");
            send(Shipping.to(
                    new StoreConfig.InfluxV1(influxd.url(), "plant", "", new Secret("")), SinkSettings.DEFAULT));
            List<String> queries = blocks("influxql").toList();
            assertThat(queries)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(
                            query -> assertThat(influxd.query("plant", query).rows())
                                    .as(query)
                                    .isNotEmpty());
        }
    }

    private static List<List<Object>> answer(List<String> queries, String having) {
        return queries.stream()
                .filter(query -> query.contains(having))
                .map(query -> reader.query(query).rows())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(Files.readString(PAGE));
        return matcher.results().map(found -> found.group(1).strip());
    }

    private static String title(String query) {
        return query.replaceAll("\\s+", " ").substring(0, Math.min(60, query.length()));
    }

    private static void send(Shipping shipping) {
        List<Event> events = twoHours();
        shipping.publish(events);
        shipping.close();
        assertThat(shipping.total().stored()).as("%s", shipping.sink()).isEqualTo(events.size());
    }

    /** A press, a belt, a verdict every two seconds, a prognosis, features and a waveform a minute. */
    private static List<Event> twoHours() {
        Machine press = new Machine(Plant.LINE, "Press", "press");
        Machine conveyor = new Machine(Plant.LINE, "Conveyor", "conveyor");
        Machine spindle = new Machine(Plant.LINE, "Spindle", "spindle");
        Signal temperature = new Signal(press, "OilTemperature", ValueType.NUMBER, "degC");
        Signal pressure = new Signal(press, "OilPressure", ValueType.NUMBER, "bar");
        Signal cycles = new Signal(press, "CycleCount", ValueType.WHOLE, "");
        Signal state = new Signal(press, "State", ValueType.TEXT, "");
        Signal speed = new Signal(conveyor, "BeltSpeed", ValueType.NUMBER, "m/s");
        List<Event> events = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            long at = Plant.START + second * SECOND;
            boolean sensorFails = second % 3_000 == 2_999;
            events.add(new Reading(
                    temperature,
                    sensorFails ? Value.MISSING : new Value.Numeric(40 + second / 1_000.0),
                    sensorFails ? 0x808C_0000 : 0,
                    at,
                    at,
                    at + 1_000_000));
            if (second < 3_000 || second >= 3_030) {
                events.add(Plant.number(pressure, 180, at));
            }
            events.add(Plant.good(cycles, new Value.Whole(second / 4), at));
            if (second % 5 == 0) {
                events.add(Plant.good(state, new Value.Text(second % 10 == 0 ? "pressing" : "open"), at));
            }
            events.add(Plant.number(speed, 0.5, at));
            if (second % 2 == 1) {
                Verdict.Result result = second % 40 == 39 ? Verdict.Result.DEFECT : Verdict.Result.GOOD;
                events.add(Plant.verdict(conveyor, second / 2, result, at + SECOND / 2));
            }
            if (second % 60 == 0) {
                events.add(Plant.prognosis(spindle, 800 - second / 3_600.0, at));
                events.add(Plant.features(temperature, 40 + second / 1_000.0, at));
                events.add(Plant.vibration(spindle, at));
                events.add(Plant.diagnosis(spindle, at));
            }
        }
        long gap = Plant.START + 2_999 * SECOND;
        events.add(Loss.of(pressure, Loss.Reason.SEQUENCE_GAP, 30, gap, gap + 31 * SECOND, gap + 32 * SECOND));
        return events;
    }
}
