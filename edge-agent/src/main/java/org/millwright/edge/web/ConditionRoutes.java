package org.millwright.edge.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.millwright.edge.config.WebConfig;

/** What can be asked of the watched machines, by who passes the {@link Gate}. */
final class ConditionRoutes {

    private static final int MOST_BYTES = 4_096;

    private final Vertx vertx;
    private final Gate gate;
    private final MachineAccess machines;

    ConditionRoutes(Vertx vertx, WebConfig config, MachineAccess machines) {
        this.vertx = vertx;
        this.gate = new Gate(config);
        this.machines = machines;
    }

    void addTo(Router router) {
        router.route("/api/conditions/:machine/relearn").method(HttpMethod.POST).handler(this::learnAnew);
    }

    private void learnAnew(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Answer> refusal = gate.refusal(request);
        if (refusal.isPresent()) {
            send(context, refusal.get());
            return;
        }
        String length = request.getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,4}") || Integer.parseInt(length) > MOST_BYTES) {
            send(
                    context,
                    Answer.error(
                            413,
                            "send {\"by\": \"who\", \"why\": \"what changed\"} with its length, at most "
                                    + MOST_BYTES));
            return;
        }
        request.body()
                .compose(body ->
                        vertx.executeBlocking(() -> answer(context.pathParam("machine"), new JsonObject(body)), false))
                .recover(cause -> cause instanceof IllegalArgumentException
                                || cause instanceof DecodeException
                                || cause instanceof ClassCastException
                        ? Future.succeededFuture(Answer.error(400, String.valueOf(cause.getMessage())))
                        : Future.failedFuture(cause))
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private Answer answer(String machine, JsonObject asked) {
        machines.learnAnew(machine, text(asked, "by"), text(asked, "why"));
        return Answer.json(202, new JsonObject().put("machine", machine).put("learns", "anew"));
    }

    private static String text(JsonObject asked, String key) {
        String text = asked.getString(key);
        return text == null ? "" : text;
    }

    private static void send(RoutingContext context, Answer answer) {
        context.response()
                .setStatusCode(answer.code())
                .putHeader("Content-Type", answer.type())
                .end(answer.body());
    }
}
