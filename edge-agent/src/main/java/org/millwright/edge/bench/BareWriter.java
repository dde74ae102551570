package org.millwright.edge.bench;

import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import org.millwright.edge.net.NoDelaySocketFactory;

/**
 * The yardstick for the sink: the official client, sending at the load's pace what our own sink sent for the same load,
 * recorded beforehand. Prints {@code ready} after the first request, then a line of figures each time it reads a line.
 *
 * <p>Arguments: address of the store, signals, rows a second.
 */
final class BareWriter {

    private BareWriter() {}

    public static void main(String[] arguments) throws Exception {
        List<SinkRecording.Request> requests = SinkRecording.of(Integer.parseInt(arguments[1]), Path.of(arguments[3]));
        double rowsPerSecond = Double.parseDouble(arguments[2]);
        Thread writer = Thread.ofPlatform().daemon().start(() -> write(arguments[0], requests, rowsPerSecond));
        try (var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            while (in.readLine() != null) {
                if (!writer.isAlive()) {
                    throw new IllegalStateException("the bare writer failed; see its output");
                }
                System.out.println("{}");
            }
        }
        System.exit(0);
    }

    private static void write(String url, List<SinkRecording.Request> requests, double rowsPerSecond) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .socketFactory(new NoDelaySocketFactory())
                .readTimeout(Duration.ofSeconds(30));
        try (var client = InfluxDBClientFactory.create(
                InfluxDBClientOptions.builder().url(url).okHttpClient(http).build())) {
            WriteApiBlocking api = client.getWriteApiBlocking();
            long start = System.nanoTime();
            long rows = 0;
            while (true) {
                for (SinkRecording.Request request : requests) {
                    long due = start + (long) (rows / rowsPerSecond * 1e9);
                    for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                        LockSupport.parkNanos(ahead);
                    }
                    api.writeRecord("millwright", "embedded", WritePrecision.NS, request.lines());
                    rows += request.rows();
                }
            }
        }
    }
}
