package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.pictures.KeptPictures;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.inference.Trust;

/** Models and labels over the API: for who may change something, and for nobody else. */
final class StationRoutesTest {

    private static final String ID = Plant.START + "-7";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ModelStore models;
    private KeptPictures pictures;
    private WebServer server;

    @BeforeEach
    void start() {
        models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
        models.configure("station-1", TestingModels.SHIPPED, ModelKind.SURFACE_INSPECTION);
        pictures = new KeptPictures(folder.resolve("pictures"), 1 << 20);
        Frame frame = TestingModels.frame(TestingModels.GOOD, 7, 0);
        Verdict verdict = Plant.verdict(Plant.machine("station"), 7, Verdict.Result.UNCERTAIN, Plant.START);
        pictures.offer(verdict, frame, false, List.of("dent"));
        serve(Optional.empty());
    }

    private void serve(Optional<Secret> token) {
        server = new WebServer(
                new WebConfig("127.0.0.1", 0, token),
                ShownPlant.inOrder()::status,
                List::of,
                ShownPlant.parts(),
                Optional.of(new StationAccess(
                        models, Map.of("station-1", ModelKind.SURFACE_INSPECTION), Map.of("station-1", pictures))));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return send(to(path).header("X-Millwright", "1").POST(body));
    }

    @Test
    void aBundleIsDeployedPromotedAndTakenBack() throws IOException, InterruptedException {
        Path two = TestingModels.variant(folder.resolve("two"), manifest -> manifest.put("version", "2"));
        Path zip = TestingModels.zip(two, folder.resolve("two.zip"));

        HttpResponse<String> deployed = post("/api/models/station-1/deploy", BodyPublishers.ofFile(zip));
        assertThat(deployed.body()).contains("\"shadow\":\"");
        assertThat(deployed.statusCode()).isEqualTo(200);
        String shadow = models.slot("station-1").shadow().orElseThrow();
        JsonObject promoted = new JsonObject(
                post("/api/models/station-1/promote", BodyPublishers.noBody()).body());
        assertThat(promoted.getString("live")).isEqualTo(shadow);
        HttpResponse<String> back = post("/api/models/station-1/rollback", BodyPublishers.noBody());
        assertThat(new JsonObject(back.body()).getString("live")).isEqualTo(TestingModels.shippedHash());
        assertThat(post("/api/models/station-1/rollback", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(409);
        assertThat(send(to("/api/models")).body()).contains(shadow, "not signed");
    }

    @Test
    void whatIsNoBundleIsRefusedInOneSentence() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/api/models/station-1/deploy", BodyPublishers.ofString("no zip"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(answer.body()).getString("error")).contains("bundle.json");
        assertThat(post("/api/models/nowhere/promote", BodyPublishers.noBody()).body())
                .contains("there is no place nowhere");
    }

    @Test
    void aPageElsewhereCannotMakeABrowserChangeAnything() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(to("/api/models/station-1/rollback").POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("X-Millwright");
    }

    @Test
    void whereThereIsATokenItIsNeeded() throws IOException, InterruptedException {
        server.close();
        serve(Optional.of(new Secret("open-sesame")));
        BodyPublisher good = BodyPublishers.ofString("{\"label\":\"good\"}");
        String path = "/api/pictures/station-1/" + ID + "/label";
        assertThat(post(path, good).statusCode()).isEqualTo(401);
        HttpRequest.Builder wrong = to(path).header("X-Millwright", "1").header("Authorization", "Bearer no");
        assertThat(send(wrong.POST(good)).statusCode()).isEqualTo(401);
        HttpRequest.Builder right = to(path).header("X-Millwright", "1").header("Authorization", "Bearer open-sesame");
        assertThat(send(right.POST(good)).statusCode()).isEqualTo(200);
    }

    @Test
    void picturesAreListedShownAndLabelled() throws IOException, InterruptedException {
        assertThat(send(to("/api/pictures/station-1")).body()).contains(ID, "\"classes\":[\"dent\"]");
        assertThat(send(to("/api/pictures/station-1/" + ID)).headers().firstValue("Content-Type"))
                .contains("image/png");
        String path = "/api/pictures/station-1/" + ID + "/label";
        assertThat(post(path, BodyPublishers.ofString("{\"label\":\"dent\"}")).statusCode())
                .isEqualTo(200);
        assertThat(pictures.export(folder.resolve("out"), "")).isEqualTo(1);
        assertThat(folder.resolve("out/dent")).isNotEmptyDirectory();
        assertThat(post(path, BodyPublishers.ofString("{\"label\":\"../x\"}")).statusCode())
                .isEqualTo(400);
        assertThat(post(path, BodyPublishers.ofString("no json")).statusCode()).isEqualTo(400);
        assertThat(send(to("/api/pictures/station-1/1-1")).statusCode()).isEqualTo(404);
        assertThat(send(to("/api/pictures/elsewhere")).statusCode()).isEqualTo(404);
    }
}
