package org.millwright.edge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.journal.JournalStatus;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;

/** The same bytes to a real InfluxDB 1.x, read back through InfluxQL. */
class InfluxV1Test {

    @TempDir
    private static Path folder;

    private static Influxd influxd;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Influxd.installed();
        assumeTrue(program.isPresent(), "influxd is not installed: apt-get install influxdb");
        influxd = new Influxd(program.get(), folder);
        influxd.createDatabase("plant");
    }

    @AfterAll
    static void stop() {
        if (influxd != null) {
            influxd.close();
        }
    }

    @Test
    void everyTypeTimeAndStatusIsReadBackAsItWasSent() {
        long at = Plant.START;
        store(
                "plant",
                Plant.number(Plant.signal("types", "n", ValueType.NUMBER), 0.1 + 0.2, at),
                Plant.good(Plant.signal("types", "w", ValueType.WHOLE), new Value.Whole(Long.MIN_VALUE), at + 1),
                Plant.good(Plant.signal("types", "f", ValueType.FLAG), new Value.Flag(false), at + 2),
                Plant.good(
                        Plant.signal("types", "t", ValueType.TEXT),
                        new Value.Text("Prüfung \"läuft\"\\\n日本 😀, a=b"),
                        at + 3),
                new Reading(
                        Plant.signal("types", "n", ValueType.NUMBER),
                        Value.MISSING,
                        0x8034_0000,
                        at + 4,
                        Reading.UNKNOWN_TIME,
                        at + 9));
        assertThat(query("SELECT number, whole, flag, text, absent, quality, status, server, received FROM types"))
                .extracting(Object::toString)
                .containsExactly(
                        "[" + at + ", 0.30000000000000004, null, null, null, null, good, null, " + (at + 1_000) + ", "
                                + (at + 2_000) + "]",
                        "[" + (at + 1) + ", null, -9223372036854775808, null, null, null, good, null, " + (at + 1_001)
                                + ", " + (at + 2_001) + "]",
                        "[" + (at + 2) + ", null, null, false, null, null, good, null, " + (at + 1_002) + ", "
                                + (at + 2_002) + "]",
                        "[" + (at + 3) + ", null, null, null, Prüfung \"läuft\"\\␊日本 😀, a=b, null, good, null, "
                                + (at + 1_003) + ", " + (at + 2_003) + "]",
                        "[" + (at + 4) + ", null, null, null, null, missing, bad, 2150891520, null, " + (at + 9) + "]");
    }

    @Test
    void strangeNamesAreReadBackAsTheSameIdentityAndAResendChangesNothing() {
        Signal strange = Plant.signal("Schräge Presse/2", "Öl, Druck=\"max\" 日本😀", ValueType.NUMBER);
        Event[] events = {
            Plant.number(strange, 1, Plant.START),
            Plant.number(strange, 2, Plant.START),
            Plant.verdict(strange.machine(), 7, Verdict.Result.DEFECT, Plant.START),
            Plant.prognosis(strange.machine(), 812.5, Plant.START)
        };
        store("plant", events);
        store("plant", events);
        assertThat(query("SELECT machine, signal, number FROM \"schräge_presse_2\""))
                .containsExactly(
                        List.of(Plant.START, "Schräge Presse/2-1", "Öl, Druck=\"max\" 日本😀", 1),
                        List.of(Plant.START + 1, "Schräge Presse/2-1", "Öl, Druck=\"max\" 日本😀", 2));
        assertThat(query("SELECT part, sequence, result, width FROM verdict"))
                .containsExactly(List.of(Plant.START, "part-7", 7, "defect", 30));
        assertThat(query("SELECT remaining_life, life_unit, health FROM prognosis"))
                .containsExactly(List.of(Plant.START, 812.5, "h", "maintenance_required"));
    }

    @Test
    void aRowOutsideTheYearsOfTheStoreIsRefusedAlone() {
        Signal number = Plant.signal("ancient", "n", ValueType.NUMBER);
        Reading before1677 = Plant.number(number, 2, Long.MIN_VALUE + 1);
        JournalStatus status = store("plant", Plant.number(number, 1, 5), before1677, Plant.number(number, 3, 6));
        assertThat(status.total().lostByReason()).isEqualTo(Map.of(Loss.Reason.REFUSED, 1L));
        assertThat(status.deadLetters().getFirst().reason()).contains("time outside range");
        assertThat(query("SELECT number FROM ancient")).hasSize(2);
    }

    @Test
    void aMissingDatabaseIsNamedAndTheRowsWaitForIt() {
        Shipping shipping = shipping("later");
        shipping.publish(Plant.number(Plant.signal("late", "n", ValueType.NUMBER), 1, Plant.START));
        await().untilAsserted(() -> assertThat(shipping.sink().link())
                .isInstanceOfSatisfying(
                        SinkStatus.Link.Retrying.class,
                        link -> assertThat(link.because())
                                .startsWith(influxd.url() + " has no later (404)")
                                .endsWith("create it")));
        influxd.createDatabase("later");
        await().until(() -> shipping.total().stored() == 1);
        shipping.close();
    }

    private static List<List<Object>> query(String influxQl) {
        return influxd.query("plant", influxQl).rows();
    }

    private static JournalStatus store(String database, Event... events) {
        Shipping shipping = shipping(database);
        shipping.publish(events);
        shipping.close();
        assertThat(shipping.total().waiting()).isZero();
        return shipping.journal();
    }

    private static Shipping shipping(String database) {
        return Shipping.to(new StoreConfig.InfluxV1(influxd.url(), database, "", new Secret("")), SinkSettings.DEFAULT);
    }
}
