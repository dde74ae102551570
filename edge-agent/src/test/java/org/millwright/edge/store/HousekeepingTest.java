package org.millwright.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.config.StoreConfig.Keep;
import org.millwright.edge.sink.StoreReader;
import org.millwright.edge.store.StoreDisk.Because;
import org.millwright.edge.store.StoreDisk.Expired;

/** One store for the class, a table of its own for each test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HousekeepingTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:30Z");

    @TempDir
    private static Path folder;

    private static EmbeddedStore store;
    private static StoreReader reader;

    private static int tests;

    private final String press = "press-" + ++tests;
    private final String lathe = "lathe" + tests;
    private Instant now = NOW;
    private long free = 100;

    @BeforeAll
    static void start() throws InterruptedException {
        store = EmbeddedStore.start(new StoreConfig.Embedded(folder, 0), Set.of(), InstantSource.system());
        store.awaitReady(Duration.ofSeconds(60));
        reader = new StoreReader(store.url());
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    private Housekeeping housekeeping() {
        Keep keep = new Keep(
                Duration.ofDays(30), Map.of(lathe, Duration.ofDays(5)), Duration.ofDays(200), Duration.ofDays(400));
        return new Housekeeping(new StoreConfig.Embedded(folder, 0, keep, 50), store.url(), () -> now, () -> free);
    }

    /** One good number each, which came at the time given. */
    private static void write(String table, String arrived, String... rows) {
        long received = Period.nanos(Instant.parse(arrived));
        StringBuilder lines = new StringBuilder();
        for (String row : rows) {
            int space = row.indexOf(" ");
            lines.append("%s,line=l,machine=m,signal=s number=%s,quality=\"good\",received=%di %d%n"
                    .formatted(
                            table,
                            row.substring(space + 1),
                            received,
                            Period.nanos(Instant.parse(row.substring(0, space)))));
        }
        store.createTable(table);
        post(lines.toString());
        reader.count(table);
    }

    private static void post(String lines) {
        try {
            HttpURLConnection connection = (HttpURLConnection) store.url()
                    .resolve("/api/v2/write?bucket=b&org=o&precision=ns")
                    .toURL()
                    .openConnection();
            connection.setDoOutput(true);
            connection.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            assertThat(connection.getResponseCode()).isEqualTo(204);
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<List<Object>> summary(String rollup) {
        reader.count(rollup);
        return reader.query("SELECT timestamp, readings, good, mean, lowest, highest, earliest, latest FROM \"" + rollup
                        + "\"")
                .rows();
    }

    private List<Expired> expired(Housekeeping housekeeping) {
        return housekeeping.look().expired().stream()
                .filter(expired -> Set.of(press, lathe).contains(expired.table()))
                .toList();
    }

    private static List<Object> days(String table) {
        return reader.query("SELECT name FROM table_partitions('" + table + "')").rows().stream()
                .map(row -> row.getFirst())
                .toList();
    }

    @Test
    void everyEndedMinuteAndHourOfASignalIsSummedUp() {
        write(
                press,
                "2026-03-10T12:00:30Z",
                "2026-03-10T10:00:01Z 1",
                "2026-03-10T10:00:59.5Z 3",
                "2026-03-10T10:59:00Z 8",
                "2026-03-10T12:00:29Z 5");
        housekeeping().summarize();
        assertThat(summary(press + "_1m"))
                .containsExactly(
                        List.of("2026-03-10T10:00:00.000000000Z", 2, 2, 2.0, 1.0, 3.0, 1.0, 3.0),
                        List.of("2026-03-10T10:59:00.000000000Z", 1, 1, 8.0, 8.0, 8.0, 8.0, 8.0));
        assertThat(summary(press + "_1h"))
                .containsExactly(List.of("2026-03-10T10:00:00.000000000Z", 3, 3, 4.0, 1.0, 8.0, 1.0, 8.0));
    }

    @Test
    void whatArrivesLateOrTwiceEndsInTheRightSummary() {
        Housekeeping housekeeping = housekeeping();
        write(press, "2026-03-10T10:00:30Z", "2026-03-09T10:00:01Z 1", "2026-03-10T10:00:01Z 1");
        housekeeping.summarize();
        write(press, "2026-03-10T12:00:00Z", "2026-03-09T10:00:30Z 5", "2026-03-09T10:00:01Z 1");
        housekeeping.summarize();
        // Nothing is remembered that a restart would lose.
        write(press, "2026-03-10T12:00:00Z", "2026-03-09T10:01:00Z 6");
        housekeeping().summarize();
        assertThat(summary(press + "_1m"))
                .containsExactly(
                        List.of("2026-03-09T10:00:00.000000000Z", 2, 2, 3.0, 1.0, 5.0, 1.0, 5.0),
                        List.of("2026-03-09T10:01:00.000000000Z", 1, 1, 6.0, 6.0, 6.0, 6.0, 6.0),
                        List.of("2026-03-10T10:00:00.000000000Z", 1, 1, 1.0, 1.0, 1.0, 1.0, 1.0));
        assertThat(summary(press + "_1h").getFirst())
                .containsExactly("2026-03-09T10:00:00.000000000Z", 3, 3, 4.0, 1.0, 6.0, 1.0, 6.0);
    }

    @Test
    void badTextAndWholeReadingsAreSummedUpForWhatTheyAre() {
        store.createTable(press);
        long at = Period.nanos(Instant.parse("2026-03-10T10:00:01Z"));
        post("""
                %3$s,machine=m,signal=n number=4,quality="bad" %1$d
                %3$s,machine=m,signal=n number=2,quality="good" %2$d
                %3$s,machine=m,signal=t text="open",quality="good" %1$d
                %3$s,machine=m,signal=w whole=7i,quality="good" %1$d
                %3$s,machine=m,signal=f flag=true,quality="good" %1$d
                %3$s,machine=m,signal=a absent="nan",quality="good" %1$d
                """.formatted(at, at + 1, press));
        reader.count(press);
        housekeeping().summarize();
        reader.count(press + "_1h");
        assertThat(reader.query("SELECT signal, readings, good, mean FROM \"" + press + "_1h\" ORDER BY signal")
                        .rows())
                .containsExactly(
                        List.of("a", 1, 0, "null"),
                        List.of("f", 1, 1, 1.0),
                        List.of("n", 2, 1, 2.0),
                        List.of("t", 1, 1, "null"),
                        List.of("w", 1, 1, 7.0));
    }

    @Test
    void oldDaysAreDroppedAndCountedAndTheirSummariesStay() {
        write(press, "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z 1", "2026-01-01T10:00:01Z 1");
        write(press, "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z 1");
        write(lathe, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z 1");
        write(lathe, "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z 1");
        Housekeeping housekeeping = housekeeping();
        housekeeping.expire();
        assertThat(days(press)).as("not summed up yet").hasSize(2);
        housekeeping.summarize();
        housekeeping.expire();
        assertThat(days(press)).containsExactly("2026-03-10");
        assertThat(days(lathe)).containsExactly("2026-03-10");
        List<Expired> expired = List.of(new Expired(lathe, Because.AGE, 1), new Expired(press, Because.AGE, 2));
        assertThat(expired(housekeeping)).containsExactlyElementsOf(expired);
        assertThat(summary(press + "_1h").getFirst().get(1)).isEqualTo(2);
        Housekeeping afterRestart = housekeeping();
        afterRestart.expire();
        assertThat(expired(afterRestart)).containsExactlyElementsOf(expired);
    }

    @Test
    void whatComesForADayThatWasDroppedDoesNotSpoilItsSummary() {
        write(press, "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z 1", "2026-01-01T10:00:01Z 3");
        write(press, "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z 1");
        Housekeeping housekeeping = housekeeping();
        housekeeping.summarize();
        housekeeping.expire();
        write(
                press,
                "2026-03-10T11:00:00Z",
                "2026-01-01T10:00:02Z 9",
                "2026-01-01T10:00:03Z 9",
                "2026-01-01T10:00:04Z 9");
        housekeeping().summarize();
        assertThat(summary(press + "_1h").getFirst().subList(1, 4)).containsExactly(2, 2, 2.0);
        housekeeping.expire();
        assertThat(days(press)).as("it came today").contains("2026-01-01");
        now = now.plus(Duration.ofDays(40));
        write(press, now.toString(), now.minusSeconds(60) + " 1");
        housekeeping.summarize();
        housekeeping.expire();
        assertThat(days(press)).doesNotContain("2026-01-01");
        assertThat(expired(housekeeping)).containsExactly(new Expired(press, Because.AGE, 6));
    }

    @Test
    void aSourceWithAWrongClockKeepsItsRowsAsLongAsAnyOther() {
        write(
                press,
                "2026-03-10T10:00:00Z",
                "1970-01-01T00:00:05Z 1",
                "2099-05-05T00:00:05Z 1",
                "2026-03-10T10:00:00Z 1");
        Housekeeping housekeeping = housekeeping();
        housekeeping.summarize();
        housekeeping.expire();
        assertThat(days(press)).containsExactly("1970-01-01", "2026-03-10", "2099-05-05");
        now = now.plus(Duration.ofDays(40));
        write(press, now.toString(), now.minusSeconds(60) + " 1");
        housekeeping.summarize();
        housekeeping.expire();
        assertThat(days(press)).containsExactly("2026-04-19");
        assertThat(expired(housekeeping)).containsExactly(new Expired(press, Because.AGE, 3));
    }

    @Test
    void whileTheGatewaysOwnClockIsBehindNothingIsOld() {
        write(
                press,
                "2026-01-01T10:00:00Z",
                "2026-01-01T10:00:00Z 1",
                "2026-01-02T10:00:00Z 1",
                "2026-03-10T10:00:00Z 1");
        now = Instant.parse("1970-01-01T00:01:00Z");
        Housekeeping housekeeping = housekeeping();
        housekeeping.summarize();
        housekeeping.expire();
        assertThat(days(press)).hasSize(3);
    }

    @Test
    void aDropThatWasCutOffIsCountedOnceAndEnded() {
        write(press, "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z 1", "2026-01-01T10:00:01Z 1");
        write(press, "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z 1");
        SqlRequest.execute(store.url(), "ALTER TABLE \"" + press + "\" DETACH PARTITION LIST '2026-01-01'");
        reader.count(press);
        Housekeeping housekeeping = housekeeping();
        housekeeping.expire();
        assertThat(days(press)).containsExactly("2026-03-10");
        assertThat(expired(housekeeping)).containsExactly(new Expired(press, Because.AGE, 2));
    }

    @Test
    @Order(1)
    void belowTheFloorTheOldestDaysGoFirstAndTodayStays() {
        write(
                press,
                "2026-03-10T10:00:00Z",
                "2026-03-07T10:00:00Z 1",
                "2026-03-08T10:00:00Z 1",
                "2026-03-09T10:00:00Z 1",
                "2026-03-10T10:00:00Z 1");
        Housekeeping housekeeping = housekeeping();
        assertThat(housekeeping.look().freeBytes()).isEmpty();
        free = 49;
        housekeeping.watchDisk();
        assertThat(housekeeping.look().freeBytes()).hasValue(49);
        assertThat(days(press)).containsExactly("2026-03-08", "2026-03-09", "2026-03-10");
        assertThat(housekeeping.look().refusing()).isEmpty();
        free = -100_000_000;
        housekeeping.watchDisk();
        assertThat(days(press)).containsExactly("2026-03-10");
        assertThat(expired(housekeeping)).containsExactly(new Expired(press, Because.DISK_FLOOR, 3));
        assertThatThrownBy(housekeeping::requireRoom)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("under its floor of 50 B")
                .hasMessageContaining("lower store.embedded.floor");
        free = 51;
        housekeeping.watchDisk();
        assertThat(housekeeping.look().refusing()).as("not by turns").isPresent();
        free = 200;
        housekeeping.watchDisk();
        housekeeping.requireRoom();
    }

    @Test
    void theQueriesOfThePageOnSummariesAnswer() throws IOException {
        store.createTable("press");
        long at = Period.nanos(Instant.parse("2026-01-01T10:00:01Z"));
        String row = "press,machine=Press,signal=OilTemperature number=%d,quality=\"good\",received=%2$di %2$d%n";
        post(row.formatted(40, at) + row.formatted(42, at + Period.DAY));
        reader.count("press");
        Housekeeping housekeeping = housekeeping();
        housekeeping.summarize();
        housekeeping.expire();
        reader.count("press_1h");
        Matcher queries = Pattern.compile("(?s)```sql-summaries\\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "schema.md")));
        assertThat(queries.results().map(query -> reader.query(query.group(1)).rows()))
                .hasSize(3)
                .allSatisfy(rows -> assertThat(rows).isNotEmpty());
    }
}
