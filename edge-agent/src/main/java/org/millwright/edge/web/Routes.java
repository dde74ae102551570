package org.millwright.edge.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.web.LastParts.InspectedPart;
import org.millwright.vision.Inspection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each address answers. */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** Everything comes from this server and nothing is inline, so that a name in the data cannot become a program. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final WebConfig config;
    private final StatusCache status;
    private final LastParts parts;
    private final Supplier<List<AgentStatus.AccountState>> accounts;
    private final Optional<StationAccess> stations;
    private final Optional<MachineAccess> machines;

    Routes(
            Vertx vertx,
            WebConfig config,
            Supplier<AgentStatus> status,
            LastParts parts,
            Supplier<List<AgentStatus.AccountState>> accounts,
            Optional<StationAccess> stations,
            Optional<MachineAccess> machines) {
        this.stations = stations;
        this.machines = machines;
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
        get(router, "/api/parts/:station/last", context -> part(context, parts::last, Routes::json));
        get(router, "/api/parts/:station/last-not-good", context -> part(context, parts::lastNotGood, Routes::json));
        get(router, "/api/parts/:station/last.jpg", this::picture);
        get(router, "/api/parts/:station/last/heat-map", context -> part(context, parts::last, Routes::heatMap));
        stations.ifPresent(access -> new StationRoutes(vertx, config, access).addTo(router));
        machines.ifPresent(access -> new ConditionRoutes(vertx, config, access).addTo(router));
        router.errorHandler(500, context -> failed(context, context.failure()));
        return router;
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
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
        if (Gate.LOOPBACK.contains(config.host()) && !Gate.LOOPBACK.contains(host)) {
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

    private void part(
            RoutingContext context,
            Function<String, Optional<InspectedPart>> find,
            Function<InspectedPart, JsonObject> json) {
        answer(
                context,
                () -> find.apply(context.pathParam("station"))
                        .map(part -> Answer.json(200, json.apply(part)))
                        .orElseGet(Routes::noPart));
    }

    private void picture(RoutingContext context) {
        answer(
                context,
                () -> parts.last(context.pathParam("station"))
                        .map(part -> Answer.picture(part.frame().encoded()))
                        .orElseGet(Routes::noPart));
    }

    private static Answer noPart() {
        return Answer.error(404, "no part of this station was inspected yet");
    }

    /** Picture and verdict in one, so that the box is never drawn on another part. */
    private static JsonObject json(InspectedPart part) {
        byte[] encoded = part.frame().encoded();
        JsonArray places = new JsonArray();
        part.inspection()
                .ifPresent(inspection -> inspection
                        .regions()
                        .forEach(region -> places.add(StatusJson.place(region.place())
                                .put("score", region.score())
                                .put(
                                        "millimetres",
                                        Double.isNaN(region.millimetres()) ? null : region.millimetres()))));
        return StatusJson.verdict(part.verdict())
                .put("places", places)
                .put("heatMap", part.inspection().flatMap(Inspection::map).isPresent())
                .put(
                        "picture",
                        "data:" + Answer.type(encoded) + ";base64,"
                                + Base64.getEncoder().encodeToString(encoded));
    }

    /** The shares are a byte a cell, row by row, in base64. */
    private static JsonObject heatMap(InspectedPart part) {
        JsonObject json = new JsonObject()
                .put("part", part.verdict().part())
                .put("sequence", part.verdict().sequence());
        part.inspection()
                .flatMap(Inspection::map)
                .ifPresent(map -> json.put("columns", map.cells().columns())
                        .put("rows", map.cells().rows())
                        .put("area", StatusJson.place(map.area()))
                        .put("shares", Base64.getEncoder().encodeToString(map.shares())));
        return json;
    }
}
