package org.millwright.edge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.journal.Account;
import org.millwright.edge.journal.JournalStatus;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.store.EmbeddedStore;
import org.millwright.edge.store.StoreStatus;

/** Against the real embedded store, one process for the class; each test writes to a kind of machine of its own. */
class InfluxSinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final SinkSettings QUICK = new SinkSettings(
            500, 1 << 20, new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)), Duration.ofSeconds(5));

    @TempDir
    private static Path folder;

    private static EmbeddedStore store;
    private static StoreReader reader;

    @BeforeAll
    static void startStore() throws InterruptedException {
        store = EmbeddedStore.start(new StoreConfig.Embedded(folder, 0), Set.of(), InstantSource.system());
        reader = new StoreReader(store.url());
        store.awaitReady(PATIENCE);
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @Test
    void everyTypeTimeAndStatusIsReadBackAsItWasSent() {
        Signal number = Plant.signal("types", "n", ValueType.NUMBER);
        Signal whole = Plant.signal("types", "w", ValueType.WHOLE);
        Signal flag = Plant.signal("types", "f", ValueType.FLAG);
        Signal text = Plant.signal("types", "t", ValueType.TEXT);
        long at = Plant.START;
        store(
                Plant.number(number, 0.1 + 0.2, at),
                Plant.number(number, 1e-300, at + 1),
                Plant.good(whole, new Value.Whole(Long.MAX_VALUE), at + 2),
                Plant.good(flag, new Value.Flag(false), at + 3),
                Plant.good(flag, new Value.Flag(true), at + 4),
                Plant.good(text, new Value.Text("Prüfung \"läuft\"\\\n日本 😀, a=b"), at + 5),
                new Reading(number, Value.MISSING, 0x8034_0000, at + 6, Reading.UNKNOWN_TIME, at + 7));
        assertThat(reader.count("types")).isEqualTo(7);
        assertThat(reader
                        .query("SELECT number, whole, flag, text, absent, quality, status, server, received, timestamp"
                                + " FROM types ORDER BY timestamp")
                        .rows()
                        .stream()
                        .map(Object::toString))
                .containsExactly(
                        row("0.30000000000000004, null, null, null, null, good, null", 1_000, 2_000, 0),
                        row("1.0E-300, null, null, null, null, good, null", 1_001, 2_001, 1),
                        row("null, 9223372036854775807, null, null, null, good, null", 1_002, 2_002, 2),
                        row("null, null, 0, null, null, good, null", 1_003, 2_003, 3),
                        row("null, null, 1, null, null, good, null", 1_004, 2_004, 4),
                        row("null, null, null, Prüfung \"läuft\"\\␊日本 😀, a=b, null, good, null", 1_005, 2_005, 5),
                        "[null, null, null, null, missing, bad, 2150891520, null, %s, %s]".formatted(time(7), time(6)));
    }

    @Test
    void strangeNamesAreReadBackAsTheSameIdentity() {
        Signal strange = Plant.signal("Schräge Presse/2", "Öl, Druck=\"max\" 日本😀", ValueType.NUMBER);
        store(Plant.number(strange, 1, Plant.START), Plant.number(strange, 2, Plant.START + 1));
        assertThat(reader.count("schräge_presse_2")).isEqualTo(2);
        assertThat(reader.query("SELECT DISTINCT enterprise, site, area, line, machine, signal FROM schräge_presse_2")
                        .rows())
                .containsExactly(
                        List.of("acme", "graz", "hall-2", "line-1", "Schräge Presse/2-1", "Öl, Druck=\"max\" 日本😀"));
    }

    @Test
    void sendingTheSameBatchTwiceChangesNothing() {
        Event[] batch = readings("resend", 1_200);
        store(batch);
        assertThat(reader.count("resend")).isEqualTo(1_200);
        // A second sink remembers nothing of the first, as after a restart.
        assertThat(store(batch).total().stored()).isEqualTo(1_200);
        assertThat(reader.count("resend")).isEqualTo(1_200);
    }

    @Test
    void whatCountsAsStoredIsExactlyWhatIsThere() {
        Signal signal = Plant.signal("ties", "s", ValueType.WHOLE);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(Plant.good(signal, new Value.Whole(i / 2), Plant.START + i / 6 * 100L));
        }
        Account counts = store(events.toArray(Event[]::new)).total();
        assertThat(counts.repeated()).isEqualTo(1_000);
        assertThat(counts.stored()).isEqualTo(1_000).isEqualTo(reader.count("ties"));
    }

    @Test
    void aRefusedRowIsFoundShownAndStopsNoOther() {
        List<Event> events = new ArrayList<>(List.of(readings("refusal", 700)));
        Signal old = Plant.signal("refusal", "before-1970", ValueType.NUMBER);
        events.add(333, Plant.number(old, 1, -5));
        events.add(600, Plant.number(old, 2, -4));
        JournalStatus status = store(events.toArray(Event[]::new));
        assertThat(status.total().lostByReason()).isEqualTo(Map.of(Loss.Reason.REFUSED, 2L));
        assertThat(status.total().stored()).isEqualTo(700).isEqualTo(reader.count("refusal"));
        assertThat(status.deadLetters()).hasSize(2).allSatisfy(refusal -> {
            assertThat(refusal.line()).contains("signal=before-1970");
            assertThat(refusal.reason()).contains("before 1970");
        });
    }

    @Test
    void verdictsAndPrognosesHaveTablesOfTheirOwn() {
        store(
                Plant.verdict(Plant.machine("conveyor"), 1, Verdict.Result.GOOD, Plant.START),
                Plant.verdict(Plant.machine("conveyor"), 2, Verdict.Result.DEFECT, Plant.START),
                Plant.prognosis(Plant.machine("spindle"), 812.5, Plant.START));
        assertThat(reader.count("verdict")).isEqualTo(2);
        assertThat(reader.count("prognosis")).isEqualTo(1);
        assertThat(reader.query("SELECT part, result, width, model FROM verdict ORDER BY timestamp")
                        .rows()
                        .toString())
                .isEqualTo("[[part-1, good, null, sha256:abc], [part-2, defect, 30, sha256:abc]]");
    }

    @Test
    void nothingIsLostWhenTheStoreDiesInTheMiddle() {
        Shipping shipping = Shipping.to(store.asInflux(), store::prepare, QUICK);
        List<Event> events = List.of(readings("killed", 30_000));
        long pid = ((StoreStatus.Up) store.status()).pid();
        // The half of them is on its way when the store dies, however quick or slow it is.
        shipping.publish(events.subList(0, 15_000));
        await().atMost(PATIENCE).until(() -> shipping.total().stored() > 2_000);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        shipping.publish(events.subList(15_000, 30_000));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shipping.sink().link())
                        .isInstanceOfSatisfying(
                                SinkStatus.Link.Retrying.class,
                                link -> assertThat(link.because()).contains(store.url() + " does not answer")));
        await().atMost(PATIENCE).until(() -> shipping.total().stored() == events.size());
        shipping.close();
        assertThat(shipping.sink().link()).isEqualTo(new SinkStatus.Link.Stopped());
        assertThat(reader.count("killed")).isEqualTo(events.size());
    }

    @Test
    void whatCannotBeSentBeforeTheEndWaitsForTheNextRun() {
        // Port 9 (discard) is closed.
        StoreConfig.InfluxV2 nobody =
                new StoreConfig.InfluxV2(URI.create("http://127.0.0.1:9"), "o", "b", new Secret("t"));
        Shipping shipping = Shipping.to(nobody, measurement -> {}, QUICK);
        shipping.publish(readings("nobody", 1_700));
        await().atMost(PATIENCE).until(() -> shipping.sink().link() instanceof SinkStatus.Link.Retrying);
        shipping.close();
        assertThat(shipping.total().waiting()).isEqualTo(1_700);
        assertThat(shipping.total().lost()).isZero();
    }

    private static JournalStatus store(Event... events) {
        Shipping shipping = Shipping.to(store.asInflux(), store::prepare, QUICK);
        shipping.publish(events);
        shipping.close();
        assertThat(shipping.total().received()).isEqualTo(events.length);
        assertThat(shipping.total().waiting()).isZero();
        return shipping.journal();
    }

    private static Event[] readings(String kind, int count) {
        Event[] events = new Event[count];
        for (int i = 0; i < count; i++) {
            Signal signal = Plant.signal(kind, "s" + i % 10, ValueType.NUMBER);
            events[i] = Plant.number(signal, i, Plant.START + i * 1_000L);
        }
        return events;
    }

    private static String row(String values, long server, long received, long at) {
        return "[" + values + ", " + time(server) + ", " + time(received) + ", " + time(at) + "]";
    }

    private static String time(long nanosAfterStart) {
        return "2026-01-01T00:00:00.%09dZ".formatted(nanosAfterStart);
    }
}
