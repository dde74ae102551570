package org.millwright.edge.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.millwright.edge.config.JournalConfig;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.sink.InfluxSink;
import org.millwright.edge.sink.SinkSettings;

/** What our own sink sends for one beat of the load, taken from the wire. */
final class SinkRecording {

    record Request(String lines, int rows) {}

    private SinkRecording() {}

    static List<Request> of(int signals, Path folder) throws IOException, InterruptedException {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String lines = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(lines, (int) lines.lines().count()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Journal journal = Journal.open(
                new JournalConfig(folder, 1 << 30, JournalConfig.WhenFull.DROP_OLDEST, Duration.ofMillis(100)),
                InstantSource.system());
        InfluxSink sink = InfluxSink.to(
                new StoreConfig.InfluxV2(url, "millwright", "embedded", new Secret("")),
                journal.outbox(),
                measurement -> {},
                SinkSettings.DEFAULT,
                InstantSource.system());
        journal.start();
        sink.start();
        journal.offer(Parcel.of(beat(signals)), Duration.ZERO);
        journal.flush();
        sink.close();
        journal.close();
        server.stop(0);
        return List.copyOf(requests);
    }

    private static List<Reading> beat(int signals) {
        Machine machine = new Machine(new SitePath("acme", "ulm", "bench", "line-1"), "load-1", "load");
        Instant now = Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        List<Reading> readings = new ArrayList<>(signals);
        for (int i = 0; i < signals; i++) {
            Signal signal = new Signal(machine, "Load." + i, ValueType.NUMBER, "");
            readings.add(new Reading(signal, new Value.Numeric(i), 0, nanos, nanos + 100_000, nanos + 200_000));
        }
        return readings;
    }
}
