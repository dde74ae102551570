package org.millwright.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.sink.StoreReader;

/** One process for the whole class: each start costs seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path temporary;

    private static Path folder;
    private static EmbeddedStore store;

    @BeforeAll
    static void start() throws InterruptedException {
        folder = temporary.resolve("store");
        store = EmbeddedStore.start(new StoreConfig.Embedded(folder, 0), Set.of("press"), InstantSource.system());
        store.awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    @Order(1)
    void theTablesAreThereBeforeTheFirstRowInNanosecondsAndWithoutRepetitions() {
        store.createTable("hydraulic_press_2");
        StoreReader reader = new StoreReader(store.url());
        assertThat(reader.query("SELECT table_name FROM tables() WHERE dedup AND walEnabled AND partitionBy = 'DAY'"
                                + " ORDER BY table_name")
                        .rows())
                .extracting(row -> row.getFirst())
                .containsExactly(
                        "advisory",
                        "condition",
                        "diagnosis",
                        "feature",
                        "hydraulic_press_2",
                        "loss",
                        "notice",
                        "press",
                        "prognosis",
                        "shadow",
                        "verdict",
                        "vibration");
        assertThat(reader.query("SELECT type FROM table_columns('press') WHERE \"column\" = 'timestamp'")
                        .rows()
                        .getFirst())
                .containsExactly("TIMESTAMP_NS");
    }

    @Test
    @Order(2)
    void itTellsItsMemory() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "memory is told by Linux only");
        assertThat(store.residentBytes().orElseThrow()).isBetween(50L << 20, 400L << 20);
    }

    @Test
    @Order(3)
    void aPortThatIsTakenIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(temporary.resolve("other"), taken.getLocalPort()))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("store port " + taken.getLocalPort()
                            + " is taken: stop what uses it, or set another store port");
        }
    }

    @Test
    @Order(4)
    void aFolderThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> start(file.resolve("store"), 0))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("store folder " + file.resolve("store") + " cannot be written (")
                .hasMessageEndingWith("set another store folder");
    }

    @Test
    @Order(5)
    void aFolderInUseIsSaidInOneSentence() throws InterruptedException {
        try (EmbeddedStore second = start(folder, 0)) {
            assertThatThrownBy(() -> second.awaitReady(PATIENCE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("folder " + folder + " is in use by another store");
        }
    }

    @Test
    @Order(6)
    void aKilledProcessIsStartedAgainOnTheSameAddressWithItsData() {
        URI before = store.url();
        long pid = ((StoreStatus.Up) store.status()).pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE)
                .until(() -> store.status() instanceof StoreStatus.Up(long now, var since) && now != pid);
        assertThat(store.restarts()).isEqualTo(1);
        assertThat(store.url()).isEqualTo(before);
        assertThat(new StoreReader(store.url()).count("press")).isZero();
    }

    @Test
    @Order(7)
    void itEndsWhenItsAgentDies() throws Exception {
        Path elsewhere = temporary.resolve("orphan");
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = free.getLocalPort();
        free.close();
        StoreProcess child = StoreProcess.start(elsewhere, port, 128);
        assertThat(child.awaitReady()).isTrue();
        // What the system does with the pipes of a process that dies.
        child.closeInput();
        assertThat(child.awaitEnd()).startsWith("the store's process ended with code 0");
    }

    @Test
    @Order(8)
    void closingEndsTheProcess() {
        long pid = ((StoreStatus.Up) store.status()).pid();
        store.close();
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
        assertThat(store.status()).isEqualTo(new StoreStatus.Stopped());
    }

    private static EmbeddedStore start(Path folder, int port) {
        return EmbeddedStore.start(new StoreConfig.Embedded(folder, port), Set.of(), InstantSource.system());
    }
}
