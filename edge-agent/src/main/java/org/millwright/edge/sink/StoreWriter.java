package org.millwright.edge.sink;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.net.NoDelaySocketFactory;

/**
 * Sends line protocol through the official InfluxDB client, one request at a time, and tells apart who is at fault.
 *
 * <p>One thread writes; any thread may cancel or close.
 */
final class StoreWriter implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(20);
    /** What an InfluxDB 1.x has no notion of and the client insists on. */
    private static final String NO_ORG = "-";

    private final URI url;
    private final String org;
    private final String bucket;
    private final Dispatcher calls = new Dispatcher();
    private final BatchBody body = new BatchBody();
    private final InfluxDBClient client;
    private final WriteApiBlocking api;

    /** For an InfluxDB 2.x or 3, and for the embedded store. */
    static StoreWriter to(StoreConfig.InfluxV2 store) {
        return new StoreWriter(store.url(), store.org(), store.bucket(), store.token(), httpClient());
    }

    static StoreWriter to(StoreConfig.InfluxV1 store) {
        OkHttpClient.Builder http = httpClient().addInterceptor(new InfluxV1Requests(store));
        return new StoreWriter(store.url(), NO_ORG, store.database(), new Secret(""), http);
    }

    private StoreWriter(URI url, String org, String bucket, Secret token, OkHttpClient.Builder http) {
        this.url = url;
        this.org = org;
        this.bucket = bucket;
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(url.toString())
                .okHttpClient(http.addInterceptor(body).dispatcher(calls));
        if (!token.reveal().isEmpty()) {
            options.authenticateToken(token.reveal().toCharArray());
        }
        client = InfluxDBClientFactory.create(options.build());
        api = client.getWriteApiBlocking();
    }

    private static OkHttpClient.Builder httpClient() {
        return new OkHttpClient.Builder()
                .socketFactory(new NoDelaySocketFactory())
                .connectTimeout(CONNECT)
                .readTimeout(WHOLE_CALL)
                .callTimeout(WHOLE_CALL);
    }

    String target() {
        return url + " " + bucket;
    }

    /** Blocks until the store answers, for {@link #WHOLE_CALL} at most; never throws for what the store says. */
    Answer write(byte[] lines, int start, int length) {
        body.next(lines, start, length);
        try {
            api.writeRecord(bucket, org, WritePrecision.NS, BatchBody.PLACEHOLDER);
            return Answer.STORED;
        } catch (InfluxException e) {
            return answer(e);
        } catch (RuntimeException e) {
            // A fault of the client must not end the sink's thread; the rows are kept and sent again.
            return new Answer.Away(url + ": the client failed: " + e);
        }
    }

    private Answer answer(InfluxException e) {
        int status = e.status();
        String said = said(e);
        return switch (status) {
            case 0 -> new Answer.Away(url + " does not answer: " + said);
            case 401, 403 ->
                new Answer.Away(url + " refuses the token or password for " + bucket + " (" + status + "): " + said);
            case 404 -> new Answer.Away(url + " has no " + bucket + " (404): " + said + "; create it");
            case 408, 425, 429 -> new Answer.Away(url + " asks to try later (" + status + "): " + said);
            default ->
                status >= 400 && status < 500
                        ? new Answer.Refused(said)
                        : new Answer.Away(url + " failed (" + status + "): " + said);
        };
    }

    /** The store's own words: InfluxDB 2 and the embedded store call them {@code message}, InfluxDB 1 {@code error}. */
    private static String said(InfluxException e) {
        Object message = e.errorBody().get("message");
        if (message == null) {
            message = e.errorBody().get("error");
        }
        if (message == null) {
            Throwable cause = e.getCause();
            message = cause == null ? e.getMessage() : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        }
        return String.valueOf(message).replaceAll("\\s+", " ");
    }

    /** Ends the request under way, which then counts as {@link Answer.Away}. */
    void cancel() {
        calls.cancelAll();
    }

    @Override
    public void close() {
        client.close();
    }
}
