package org.millwright.edge.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.web.LastParts.InspectedPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each address answers. */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    /** Everything comes from this server and nothing is inline, so that a name in the data cannot become a program. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final WebConfig config;
    private final StatusCache status;
    private final LastParts parts;
    private final Supplier<List<AgentStatus.AccountState>> accounts;

    Routes(
            Vertx vertx,
            WebConfig config,
            Supplier<AgentStatus> status,
            LastParts parts,
            Supplier<List<AgentStatus.AccountState>> accounts) {
        this.vertx = vertx;
        this.config = config;
        this.status = new StatusCache(status);
        this.parts = parts;
        this.accounts = accounts;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::harden);
        for (Page page : Page.all()) {
            get(router, page.path(), page::send);
        }
        get(router, "/api/status", context -> answer(context, () -> Answer.json(200, StatusJson.of(status.get()))));
        get(
                router,
                "/api/ledger",
                context -> answer(context, () -> Answer.json(200, StatusJson.ledger(accounts.get()))));
        get(router, "/health", context -> answer(context, this::health));
        get(
                router,
                "/metrics",
                context -> answer(
                        context,
                        () -> new Answer(200, MetricFamilies.CONTENT_TYPE, Buffer.buffer(Metrics.text(status.get())))));
        get(router, "/api/parts/:station/last", context -> part(context, parts::last));
        get(router, "/api/parts/:station/last-not-good", context -> part(context, parts::lastNotGood));
        get(router, "/api/parts/:station/last.jpg", this::picture);
        router.errorHandler(500, context -> failed(context, context.failure()));
        return router;
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private record Answer(int code, String type, Buffer body) {
        static Answer json(int code, JsonObject json) {
            return new Answer(code, "application/json", json.toBuffer());
        }
    }

    private void harden(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        // A page elsewhere may point its own name at 127.0.0.1 and read what is served here (DNS rebinding).
        String host = context.request().authority() == null
                ? ""
                : context.request().authority().host();
        if (LOOPBACK.contains(config.host()) && !LOOPBACK.contains(host)) {
            context.response()
                    .setStatusCode(421)
                    .end("This page answers to localhost only; set web.host to share it.\n");
            return;
        }
        context.next();
    }

    /** Makes the answer on a worker thread. */
    private void answer(RoutingContext context, Callable<Answer> make) {
        vertx.executeBlocking(make, false)
                .onSuccess(answer -> context.response()
                        .setStatusCode(answer.code())
                        .putHeader("Content-Type", answer.type())
                        .end(answer.body()))
                .onFailure(cause -> failed(context, cause));
    }

    private Answer health() {
        Health health = Health.of(status.get());
        return Answer.json(health.ok() ? 200 : 503, StatusJson.health(health));
    }

    private static void failed(RoutingContext context, Throwable cause) {
        LOG.error("no answer to {}", context.normalizedPath(), cause);
        HttpServerResponse response = context.response();
        if (!response.ended()) {
            response.setStatusCode(503)
                    .putHeader("Content-Type", "application/json")
                    .end(StatusJson.health(Health.unknown(cause)).toBuffer());
        }
    }

    private void part(RoutingContext context, Function<String, Optional<InspectedPart>> find) {
        answer(
                context,
                () -> find.apply(context.pathParam("station"))
                        .map(part -> Answer.json(200, json(part)))
                        .orElseGet(Routes::noPart));
    }

    private void picture(RoutingContext context) {
        answer(
                context,
                () -> parts.last(context.pathParam("station"))
                        .map(part -> new Answer(
                                200,
                                type(part.frame().encoded()),
                                Buffer.buffer(part.frame().encoded())))
                        .orElseGet(Routes::noPart));
    }

    private static Answer noPart() {
        return Answer.json(404, new JsonObject().put("error", "no part of this station was inspected yet"));
    }

    /** Picture and verdict in one, so that the box is never drawn on another part. */
    private static JsonObject json(InspectedPart part) {
        byte[] encoded = part.frame().encoded();
        return StatusJson.verdict(part.verdict())
                .put(
                        "picture",
                        "data:" + type(encoded) + ";base64,"
                                + Base64.getEncoder().encodeToString(encoded));
    }

    private static String type(byte[] encoded) {
        boolean png = encoded.length > 3 && encoded[0] == (byte) 0x89 && encoded[1] == 'P' && encoded[2] == 'N';
        return png ? "image/png" : "image/jpeg";
    }
}
