package org.millwright.maintenance.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.questdb.Bootstrap;
import io.questdb.DefaultBootstrapConfiguration;
import io.questdb.ServerMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.maintenance.training.study.CannotTrain;

/** The same rows out of real stores. */
final class RealStoresTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void questDbGivesTheSameTableAsCsvAndAsParquet() throws Exception {
        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("server.conf"), """
                http.bind.to=127.0.0.1:%d
                http.min.enabled=false
                pg.enabled=false
                line.tcp.enabled=false
                telemetry.enabled=false
                """.formatted(port));
        Files.writeString(conf.resolve("log.conf"), """
                writers=stdout
                w.stdout.class=io.questdb.log.LogConsoleWriter
                w.stdout.level=CRITICAL
                """);
        try (ServerMain server = new ServerMain(new Bootstrap(new Settled(), "-d", folder.toString()))) {
            server.start();
            get(url, "/exec?query=" + encode("create table press (speed double, mode string, hours long)"));
            get(url, "/exec?query=" + encode("insert into press values (1.5,'ok',7),(null,'worn',8),(2.25,null,9)"));
            String sql = "select speed, mode, hours from press";
            Table csv = new StoreQuery(StoreQuery.Kind.QUESTDB, url, sql, "", "").read();
            assertThat(csv.columns()).containsExactly("speed", "mode", "hours");
            assertThat(csv.rows())
                    .containsExactly(List.of("1.5", "ok", "7"), List.of("", "worn", "8"), List.of("2.25", "", "9"));

            for (String codec : List.of("snappy", "zstd", "gzip", "uncompressed")) {
                byte[] parquet = get(url, "/exp?fmt=parquet&compression_codec=" + codec + "&query=" + encode(sql))
                        .body();
                Table same = Table.read(Files.write(folder.resolve(codec + ".parquet"), parquet));
                assertThat(same.columns()).as(codec).isEqualTo(csv.columns());
                assertThat(same.rows()).as(codec).isEqualTo(csv.rows());
            }

            assertThatThrownBy(() -> new StoreQuery(StoreQuery.Kind.QUESTDB, url, "select nonsense", "", "").read())
                    .isInstanceOf(CannotTrain.class)
                    .hasMessageContaining("answered 400")
                    .hasMessageContaining("nonsense");
        }
    }

    @Test
    void influxDbOneGivesItsRows() throws Exception {
        Path program = Stream.of("/usr/bin/influxd", "/usr/local/bin/influxd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(Files.isExecutable(program) && !Files.isDirectory(program), "influxd is not installed");
        int port = freePort();
        Path config = Files.writeString(
                folder.resolve("influxd.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%s/meta"
                [data]
                  dir = "%s/data"
                  wal-dir = "%s/wal"
                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                """.formatted(freePort(), folder, folder, folder, port));
        Process process = new ProcessBuilder(program.toString(), "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("influxd.log").toFile())
                .start();
        try {
            URI url = URI.create("http://127.0.0.1:" + port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> get(url, "/ping").statusCode() == 204);
            post(url, "/query?q=" + encode("CREATE DATABASE plant"), "");
            post(url, "/write?db=plant", "press,line=a speed=1.5,mode=\"ok\" 10\npress,line=a mode=\"worn\" 20\n");
            Table table =
                    new StoreQuery(StoreQuery.Kind.INFLUX1, url, "SELECT speed, mode FROM press", "plant", "").read();
            assertThat(table.columns()).containsExactly("time", "speed", "mode");
            assertThat(table.rows()).containsExactly(List.of("10", "1.5", "ok"), List.of("20", "", "worn"));
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void fileThatIsNotParquetIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("plant.parquet"), "speed,mode\n1,ok\n");
        assertThatThrownBy(() -> Table.read(file))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("plant.parquet cannot be read as Parquet");
    }

    private static HttpResponse<byte[]> get(URI url, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofByteArray());
    }

    private static void post(URI url, String path, String body) throws IOException, InterruptedException {
        int status = HTTP.send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isBetween(200, 299);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static final class Settled extends DefaultBootstrapConfiguration {

        @Override
        public Map<String, String> getEnv() {
            return Map.of();
        }

        @Override
        public String getBanner() {
            return "";
        }
    }
}
