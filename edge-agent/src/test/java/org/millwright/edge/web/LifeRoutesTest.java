package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.TestingModels;
import org.millwright.hardware.inference.Trust;

/** Remaining-life models over the API, by the same paths as a station's. */
final class LifeRoutesTest {

    private static final String PLACE = "life:engine-1";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ModelStore models;
    private WebServer server;

    @BeforeEach
    void start() {
        models = new ModelStore(folder.resolve("models"), Trust.ANYONE, InstantSource.system());
        models.configure(PLACE, TestingModels.TURBOFAN, ModelKind.REMAINING_LIFE);
        server = new WebServer(
                new WebConfig("127.0.0.1", 0, Optional.empty()),
                ShownPlant.inOrder()::status,
                List::of,
                ShownPlant.parts(),
                Optional.of(new StationAccess(models, Map.of(PLACE, ModelKind.REMAINING_LIFE), Map.of())));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> post(String what, BodyPublisher body) throws IOException, InterruptedException {
        String path = "/api/models/" + URLEncoder.encode(PLACE, StandardCharsets.UTF_8) + "/" + what;
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("X-Millwright", "1")
                .POST(body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aBundleIsDeployedPromotedAndTakenBack() throws IOException, InterruptedException {
        Path two = TestingModels.variant(
                TestingModels.TURBOFAN, folder.resolve("two"), manifest -> manifest.put("version", "2"));
        HttpResponse<String> deployed =
                post("deploy", BodyPublishers.ofFile(TestingModels.zip(two, folder.resolve("two.zip"))));
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
        String shadow = models.slot(PLACE).shadow().orElseThrow();

        assertThat(new JsonObject(post("promote", BodyPublishers.noBody()).body()).getString("live"))
                .isEqualTo(shadow);
        assertThat(new JsonObject(post("rollback", BodyPublishers.noBody()).body()).getString("live"))
                .isEqualTo(TestingModels.hash(TestingModels.TURBOFAN));
    }

    @Test
    void aModelOfPicturesIsRefusedWithTheKindThatIsNeeded() throws IOException, InterruptedException {
        Path zip = TestingModels.zip(TestingModels.SHIPPED, folder.resolve("surface.zip"));
        HttpResponse<String> refused = post("deploy", BodyPublishers.ofFile(zip));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("remaining-life");
        assertThat(models.slot(PLACE).shadow()).isEmpty();
    }
}
