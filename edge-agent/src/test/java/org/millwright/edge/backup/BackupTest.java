package org.millwright.edge.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.EdgeAgent;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.journal.Account;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.sink.StoreReader;

class BackupTest {

    private static final String CONFIG = """
            site: {enterprise: acme, site: ulm, area: machining, line: line-1}
            sources:
              - mqtt:
                  name: energy
                  broker: tcp://127.0.0.1:1
                  login: {user: operator, password-env: BROKER_PASSWORD}
                  machines:
                    - {name: meter-1, kind: meter, topic: t, signals: [{name: power}]}
            prognoses:
              - {machine: meter-1, model: models/meter}
            store: {embedded: {port: 0}}
            web: {port: 0}
            """;

    @TempDir
    Path folder;

    /** Both in one, as most of the time goes into starting stores. */
    @Test
    void anAgentThatRunsAndOneThatDoesNotAreBackedUpAndStandUpElsewhereWithTheirRows() throws Exception {
        Path plant = plant();
        Path live = folder.resolve("live.zip");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + plant.resolve("data/own.db"));
                EdgeAgent _ = EdgeAgent.start(config(plant), InstantSource.system())) {
            fill(database);
            URI store = store(plant);
            post(store, 0, 1_000);
            Backup.Report made = Backup.make(live, plant.resolve("agent.yaml"), config(plant), "1", Instant::now);
            assertThat(made.storeRan()).isTrue();
            post(store, 1_000, 1_100);
            assertThat(new StoreReader(store).count("meter")).as("goes on").isEqualTo(1_100);
        }
        Path still = folder.resolve("still.zip");
        Backup.Report made = Backup.make(still, plant.resolve("agent.yaml"), config(plant), "1", Instant::now);
        assertThat(made.storeRan()).isFalse();

        Path fromLive = restored(live, "from-live");
        Path fromStill = restored(still, "from-still");
        try (EdgeAgent _ = EdgeAgent.start(config(fromLive), InstantSource.system());
                EdgeAgent _ = EdgeAgent.start(config(fromStill), InstantSource.system())) {
            StoreReader reader = new StoreReader(store(fromLive));
            assertThat(reader.count("meter")).isEqualTo(1_000);
            assertThat(reader.query("SELECT sum(number) FROM meter").rows()).containsExactly(List.of(499_500.0));
            post(store(fromLive), 1_000, 1_010);
            assertThat(reader.count("meter")).as("takes rows").isEqualTo(1_010);
            assertThat(new StoreReader(store(fromStill)).count("meter")).isEqualTo(1_100);
        }
    }

    private Path restored(Path archive, String name) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        Path elsewhere = folder.resolve(name);
        Restore.into(archive, elsewhere);
        assertThat(Files.readString(elsewhere.resolve("agent.yaml"))).isEqualTo(CONFIG);
        assertThat(Files.readString(elsewhere.resolve("models/meter/model.txt")))
                .isEqualTo("a model");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(elsewhere.resolve("data/pki/own/key.pem"))))
                .isEqualTo("rw-------");
        assertThat(rowsIn(elsewhere.resolve("data/own.db"))).isEqualTo(3);
        return elsewhere;
    }

    /** The tally is ahead of a copy of the journal by what came while that was made, and says that all of it is there. */
    @Test
    void theJournalIsTakenWithoutItsTally() throws Exception {
        Path plant = plant();
        Path archive = folder.resolve("backup.zip");
        try (Journal journal = journal(plant)) {
            journal.start();
            journal.offer(
                    Parcel.of(Plant.number(Plant.signal("press", "OilPressure", ValueType.NUMBER), 1, Plant.START)),
                    Duration.ZERO);
            await().until(() -> journal.status().total().received() == 1);
            Backup.make(archive, plant.resolve("agent.yaml"), config(plant), "1", Instant::now);
        }
        Path elsewhere = folder.resolve("elsewhere");
        Restore.into(archive, elsewhere);
        assertThat(elsewhere.resolve("data/journal/journal.tally")).doesNotExist();
        try (Journal journal = journal(elsewhere)) {
            assertThat(journal.status().total()).isEqualTo(new Account(1, 0, 0, Map.of()));
        }
    }

    private static Journal journal(Path plant) {
        return Journal.open(config(plant).journal(), InstantSource.system());
    }

    @Test
    void whatLiesOutsideTheConfigurationsFolderIsTakenAndNamed() throws Exception {
        Path plant = plant();
        Path model = Files.createDirectories(folder.resolve("shared/bearing"));
        Files.writeString(model.resolve("model.txt"), "another");
        Files.writeString(plant.resolve("agent.yaml"), CONFIG.replace("models/meter", model.toString()));
        Path archive = folder.resolve("backup.zip");
        Backup.make(archive, plant.resolve("agent.yaml"), config(plant), "1", Instant::now);
        Restore.Report restored = Restore.into(archive, folder.resolve("elsewhere"));
        assertThat(restored.moved()).isEqualTo(Map.of("elsewhere/1-bearing", model.toString()));
        assertThat(folder.resolve("elsewhere/elsewhere/1-bearing/model.txt")).hasContent("another");
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws Exception {
        Path archive = small();
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("file"), "mine");
        assertThatThrownBy(() -> Restore.into(archive, taken))
                .isInstanceOf(BackupException.class)
                .hasMessage(taken + " is not empty: name a new folder");
        assertThat(taken.resolve("file")).hasContent("mine");
    }

    @Test
    void aDamagedFileRestoresNothing() throws Exception {
        Path archive = small();
        Path damaged = rewrite(archive, Map.of("agent.yaml", CONFIG.replace("acme", "evil")), Map.of());
        refuses(damaged, "agent.yaml has not the sum that it had");
        Path more = rewrite(archive, Map.of(), Map.of("data/extra", "x"));
        refuses(more, "data/extra is not in its list");
    }

    @Test
    void nothingIsPutOutsideTheFolder() throws Exception {
        Path archive = small();
        String list = manifest(archive);
        for (String outside :
                List.of("../agent.yaml", "/etc/agent.yaml", "data/../../agent.yaml", "..\\agent.yaml", "c:x")) {
            Path tampered = rewrite(
                    archive,
                    Map.of(Manifest.NAME, list.replace(" agent.yaml", " " + outside)),
                    Map.of(outside, CONFIG));
            refuses(tampered, "the archive is damaged or was tampered with");
        }
        assertThat(folder.resolve("agent.yaml")).doesNotExist();
    }

    @Test
    void whatIsNoBackupIsSaidInOneSentence() throws Exception {
        refuses(Files.writeString(folder.resolve("text.zip"), "hello"), "text.zip is no archive, or a damaged one");
        Path archive = small();
        refuses(rewrite(archive, Map.of(Manifest.NAME, "millwright backup 2\n"), Map.of()), "of another version");
        refuses(
                rewrite(archive, Map.of(Manifest.NAME, "millwright backup 1\nfact made\n"), Map.of()),
                "the archive is damaged or was tampered with: [fact made]");
    }

    private void refuses(Path archive, String why) throws IOException {
        Path target = folder.resolve("target");
        assertThatThrownBy(() -> Restore.into(archive, target))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(why);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("nothing half done")
                    .noneMatch(name -> name.contains("target"));
        }
    }

    private Path plant() throws IOException {
        Path plant = Files.createDirectories(folder.resolve("plant"));
        Files.writeString(plant.resolve("agent.yaml"), CONFIG);
        Files.writeString(Files.createDirectories(plant.resolve("models/meter")).resolve("model.txt"), "a model");
        Path key = Files.createDirectories(plant.resolve("data/pki/own")).resolve("key.pem");
        Files.writeString(key, "a key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return plant;
    }

    /** Of an agent that never ran. */
    private Path small() throws IOException {
        Path plant = plant();
        Path archive = folder.resolve("small.zip");
        Backup.make(archive, plant.resolve("agent.yaml"), config(plant), "1", Instant::now);
        return archive;
    }

    private static AgentConfig config(Path plant) {
        ConfigReader.Result result = new ConfigReader(_ -> "secret").read(plant.resolve("agent.yaml"));
        assertThat(result).isInstanceOf(ConfigReader.Result.Valid.class);
        return ((ConfigReader.Result.Valid) result).config();
    }

    private static URI store(Path plant) throws IOException {
        Path settings = plant.resolve("data/store/conf/server.conf");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(settings) && Files.size(settings) > 0 && answers(address(settings)));
        return address(settings);
    }

    private static URI address(Path settings) throws IOException {
        return URI.create("http://" + Files.readAllLines(settings).getFirst().substring("http.bind.to=".length()));
    }

    private static boolean answers(URI store) {
        try {
            return !new StoreReader(store)
                    .query("SELECT table_name FROM tables() WHERE table_name = 'meter'")
                    .rows()
                    .isEmpty();
        } catch (AssertionError e) {
            return false;
        }
    }

    private static void post(URI store, int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("meter,line=line-1,machine=meter-1,signal=power number=%d %d%n"
                    .formatted(i, 1_700_000_000_000_000_000L + i * 1_000_000L));
        }
        HttpURLConnection connection = (HttpURLConnection) store.resolve("/api/v2/write?bucket=b&org=o&precision=ns")
                .toURL()
                .openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(connection.getResponseCode()).isEqualTo(204);
    }

    private static void fill(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE block (n INTEGER)");
            statement.execute("INSERT INTO block VALUES (1), (2), (3)");
        }
    }

    private static int rowsIn(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM block").getInt(1);
        }
    }

    private static String manifest(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(Manifest.NAME)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The archive with other contents in some entries, and with more entries. */
    private Path rewrite(Path archive, Map<String, String> changed, Map<String, String> added) throws IOException {
        Path copy = folder.resolve("rewritten.zip");
        try (ZipFile zip = new ZipFile(archive.toFile());
                OutputStream out = Files.newOutputStream(copy);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry : zip.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                String text = changed.get(entry.getName());
                to.write(
                        text == null
                                ? zip.getInputStream(entry).readAllBytes()
                                : text.getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, String> entry : added.entrySet()) {
                to.putNextEntry(new ZipEntry(entry.getKey()));
                to.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return copy;
    }
}
