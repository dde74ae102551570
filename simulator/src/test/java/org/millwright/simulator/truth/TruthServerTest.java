package org.millwright.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TruthServerTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private TruthServer truth;

    @BeforeEach
    void start() throws IOException {
        truth = new TruthServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> new TruthSummary(12, 3, 4567, new TruthSummary.Bearing(80.5, 0.25, 241.5, false, "ball", 7)));
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        truth.close();
    }

    @Test
    void finishedPartsAreListedFromTheOneAskedFor() throws Exception {
        truth.finished(PartTruth.good("P-1", 1, Outcome.ACCEPTED, "told \"good\""));
        truth.finished(new PartTruth("P-2", 2, true, "pit", 10, 20, 30, 40, Outcome.REJECTED, "no answer"));
        assertThat(get("/truth/parts").body()).isEqualTo("""
                        [{"part":"P-1","sequence":1,"defect":false,"kind":"","x":0,"y":0,"width":0,"height":0,"outcome":"accepted","why":"told \\"good\\""},\
                        {"part":"P-2","sequence":2,"defect":true,"kind":"pit","x":10,"y":20,"width":30,"height":40,"outcome":"rejected","why":"no answer"}]""");
        assertThat(get("/truth/parts?after=1").body()).startsWith("[{\"part\":\"P-2\"");
        assertThat(get("/truth/parts?after=2").body()).isEqualTo("[]");
    }

    @Test
    void summaryIsAskedForAtEachRequest() throws Exception {
        HttpResponse<String> response = get("/truth/summary");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("""
                        {"partsMade":12,"defectsMade":3,"valuesPublished":4567,"bearing":\
                        {"operatingHours":80.5,"wear":0.25,"remainingHours":241.5,"failed":false,"fault":"ball","waveforms":7}}""");
    }

    @Test
    void onlyTheLastPartsAreKept() {
        PartLog log = new PartLog(100);
        for (int sequence = 1; sequence <= 250; sequence++) {
            log.add(PartTruth.good("P-" + sequence, sequence, Outcome.ACCEPTED, ""));
        }
        assertThat(log.after(0))
                .hasSize(100)
                .first()
                .extracting(PartTruth::sequence)
                .isEqualTo(151L);
        assertThat(log.after(248)).extracting(PartTruth::sequence).containsExactly(249L, 250L);
    }

    @Test
    void partIsFinishedOnce() {
        truth.finished(PartTruth.good("P-7", 7, Outcome.ACCEPTED, ""));
        assertThatThrownBy(() -> truth.finished(PartTruth.good("P-7", 7, Outcome.ACCEPTED, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a part is finished once, in order");
    }

    @Test
    void badRequestsAreAnsweredInWords() throws Exception {
        assertThat(get("/truth/parts?after=soon").statusCode()).isEqualTo(400);
        assertThat(get("/truth/parts?after=soon").body())
                .isEqualTo("{\"error\":\"?after=soon: only after=<whole number> is known\"}");
        assertThat(get("/truth/parts/7").statusCode()).isEqualTo(404);
        assertThat(get("/truth").statusCode()).isEqualTo(404);
        HttpRequest delete =
                HttpRequest.newBuilder(uri("/truth/summary")).DELETE().build();
        assertThat(http.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void portThatIsTakenIsNamed() {
        assertThatThrownBy(() -> new TruthServer(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), truth.port()), () -> {
                                    throw new AssertionError();
                                })
                        .close())
                .isInstanceOf(BindException.class)
                .hasMessageContaining(":" + truth.port());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return truth.uri().resolve(path);
    }
}
