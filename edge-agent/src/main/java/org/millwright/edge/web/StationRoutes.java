package org.millwright.edge.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.models.Slot;
import org.millwright.edge.pictures.KeptPictures;
import org.millwright.hardware.inference.ModelException;

/** Models and kept pictures: to be looked at by who may see the page, to be changed by who passes the {@link Gate}. */
final class StationRoutes {

    private static final int MOST_PICTURES = 200;
    private static final long MOST_BUNDLE_BYTES = 256L << 20;
    private static final long MOST_LABEL_BYTES = 4_096;
    private static final String BY_API = "asked for over the API";

    private final Vertx vertx;
    private final Gate gate;
    private final StationAccess access;

    StationRoutes(Vertx vertx, WebConfig config, StationAccess access) {
        this.vertx = vertx;
        this.gate = new Gate(config);
        this.access = access;
    }

    void addTo(Router router) {
        router.get("/api/models")
                .handler(context -> answer(context, () -> Answer.json(200, ModelReport.models(access))));
        router.get("/api/pictures/:station").handler(context -> answer(context, () -> pictures(context)));
        router.get("/api/pictures/:station/:id").handler(context -> answer(context, () -> picture(context)));
        post(router, "/api/models/:place/deploy", this::deploy);
        post(
                router,
                "/api/models/:place/promote",
                context -> change(context, () -> access.models().promote(place(context))));
        post(
                router,
                "/api/models/:place/rollback",
                context -> change(context, () -> access.models().rollBack(place(context), BY_API)));
        post(
                router,
                "/api/models/:place/withdraw",
                context -> change(context, () -> access.models().withdraw(place(context), BY_API)));
        post(router, "/api/pictures/:station/:id/label", this::label);
    }

    private void post(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.POST).handler(context -> {
            Optional<Answer> refusal = gate.refusal(context.request());
            if (refusal.isPresent()) {
                send(context, refusal.get());
            } else {
                handler.handle(context);
            }
        });
    }

    private String place(RoutingContext context) {
        String place = context.pathParam("place");
        kind(place);
        return place;
    }

    private ModelKind kind(String place) {
        ModelKind kind = access.places().get(place);
        if (kind == null) {
            throw new IllegalArgumentException("there is no place " + place + " for a model; there are "
                    + access.places().keySet());
        }
        return kind;
    }

    private Answer pictures(RoutingContext context) {
        return kept(context)
                .map(pictures -> Answer.json(200, VisionReport.pictures(pictures.newest(MOST_PICTURES))))
                .orElseGet(() -> Answer.error(404, "no station of this name keeps pictures"));
    }

    private Answer picture(RoutingContext context) {
        return kept(context)
                .flatMap(pictures -> pictures.picture(context.pathParam("id")))
                .map(Answer::picture)
                .orElseGet(() -> Answer.error(404, "there is no such picture any more"));
    }

    private Optional<KeptPictures> kept(RoutingContext context) {
        return Optional.ofNullable(access.pictures().get(context.pathParam("station")));
    }

    private void label(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (length(request) < 0 || length(request) > MOST_LABEL_BYTES) {
            send(context, Answer.error(413, "send {\"label\": \"…\"} with its length, at most " + MOST_LABEL_BYTES));
            return;
        }
        request.body()
                .onSuccess(body -> answer(context, () -> {
                    String label = new JsonObject(body).getString("label", "");
                    boolean found =
                            kept(context).isPresent() && kept(context).get().label(context.pathParam("id"), label);
                    return found
                            ? Answer.json(200, new JsonObject().put("label", label))
                            : Answer.error(404, "there is no such picture any more");
                }));
    }

    /** The body goes to a file piece by piece: a bundle may be larger than our memory. */
    private void deploy(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (length(request) < 0 || length(request) > MOST_BUNDLE_BYTES) {
            send(
                    context,
                    Answer.error(
                            413,
                            "send a ZIP file of a bundle with its length, at most " + MOST_BUNDLE_BYTES
                                    + " bytes; copy a larger one to the gateway and use: millwright model deploy"));
            return;
        }
        request.pause();
        vertx.executeBlocking(() -> Files.createTempFile("millwright-bundle", ".zip"))
                .compose(file -> receive(request, file)
                        .onSuccess(done -> change(context, () -> {
                            try {
                                String hash = access.models().add(file);
                                access.models().prove(hash, 1);
                                return access.models().deploy(place(context), hash, kind(place(context)));
                            } finally {
                                Files.deleteIfExists(file);
                            }
                        }))
                        .onFailure(cause -> vertx.fileSystem().delete(file.toString())))
                .onFailure(
                        cause -> send(context, Answer.error(400, "the bundle did not arrive: " + cause.getMessage())));
    }

    private Future<Void> receive(HttpServerRequest request, Path file) {
        Future<AsyncFile> opened =
                vertx.fileSystem().open(file.toString(), new OpenOptions().setTruncateExisting(true));
        return opened.compose(request::pipeTo);
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length);
    }

    private void change(RoutingContext context, Callable<Slot> change) {
        answer(context, () -> Answer.json(200, ModelReport.slot(context.pathParam("place"), change.call())));
    }

    /** On a worker thread; what cannot be done is said in one sentence. */
    private void answer(RoutingContext context, Callable<Answer> make) {
        vertx.executeBlocking(() -> guarded(make), false)
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private static Answer guarded(Callable<Answer> make) throws Exception {
        try {
            return make.call();
        } catch (ModelStoreException | ModelException e) {
            return Answer.error(409, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answer.error(500, "it cannot be written: " + e);
        }
    }

    private static void send(RoutingContext context, Answer answer) {
        context.response()
                .setStatusCode(answer.code())
                .putHeader("Content-Type", answer.type())
                .end(answer.body());
    }
}
