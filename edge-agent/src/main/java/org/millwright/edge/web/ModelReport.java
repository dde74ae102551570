package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.inference.Comparison;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.Slot;

/** Models and their lives, of stations and of machines, as {@code /api} and {@code /metrics} tell them. */
final class ModelReport {

    private ModelReport() {}

    static JsonObject seat(SeatStatus seat) {
        return slot(seat.name(), seat.slot())
                .put("precision", seat.precision())
                .put("trial", trial(seat.trial()))
                .put("drift", seat.drift().orElse(null))
                .put("driftIndex", finite(seat.driftIndex()));
    }

    private static JsonObject trial(Comparison trial) {
        return switch (trial) {
            case Comparison.OfParts parts ->
                new JsonObject()
                        .put("parts", parts.parts())
                        .put("agreed", parts.agreed())
                        .put("stricter", parts.stricter())
                        .put("laxer", parts.laxer());
            case Comparison.OfLives lives ->
                new JsonObject()
                        .put("asked", lives.asked())
                        .put("compared", lives.compared())
                        .put("meanDifference", finite(lives.meanDifference()))
                        .put("outsideShare", finite(lives.outsideShare()))
                        .put("errors", lives.errors())
                        .put("late", lives.late())
                        .put("lifeUnit", lives.lifeUnit());
            case Comparison.OfDiagnoses diagnoses ->
                new JsonObject()
                        .put("asked", diagnoses.asked())
                        .put("compared", diagnoses.compared())
                        .put("agreed", diagnoses.agreed())
                        .put("errors", diagnoses.errors());
        };
    }

    static JsonObject slot(String name, Slot slot) {
        return new JsonObject()
                .put("place", name)
                .put("live", slot.live().orElse(null))
                .put("shadow", slot.shadow().orElse(null))
                .put("previous", slot.previous().orElse(null))
                .put("why", slot.why())
                .put("since", slot.since().toString());
    }

    static JsonObject models(StationAccess access) {
        JsonArray slots = new JsonArray();
        new TreeMap<>(access.places())
                .forEach((name, kind) ->
                        slots.add(slot(name, access.models().slot(name)).put("kind", kind.word())));
        JsonArray versions = new JsonArray();
        for (ModelStore.Version version : access.models().versions()) {
            versions.add(new JsonObject()
                    .put("hash", version.hash())
                    .put("name", version.name())
                    .put("version", version.version())
                    .put("signature", version.signature()));
        }
        return new JsonObject().put("places", slots).put("versions", versions);
    }

    static void metrics(MetricFamilies metrics, SeatStatus seat) {
        if (Double.isFinite(seat.driftIndex())) {
            metrics.gauge(
                    "millwright_model_drift_index",
                    "Population stability index of score and brightness against training, the larger",
                    seat.driftIndex(),
                    "place",
                    seat.name());
        }
        metrics.gauge(
                "millwright_model_drifted",
                "1 while what is judged is not what the model was trained on",
                seat.drift().isPresent() ? 1 : 0,
                "place",
                seat.name());
        switch (seat.trial()) {
            case Comparison.OfParts parts -> {
                String help = "Parts that the model on trial has judged, by how it compares";
                String name = "millwright_model_trial_parts";
                metrics.counter(name, help, parts.agreed(), "place", seat.name(), "as", "agreed");
                metrics.counter(name, help, parts.stricter(), "place", seat.name(), "as", "stricter");
                metrics.counter(name, help, parts.laxer(), "place", seat.name(), "as", "laxer");
            }
            case Comparison.OfLives lives -> {
                String help = "Estimates of the model on trial, by what came of them";
                String name = "millwright_model_trial_lives";
                metrics.counter(name, help, lives.compared(), "place", seat.name(), "as", "compared");
                metrics.counter(name, help, lives.errors(), "place", seat.name(), "as", "error");
                metrics.counter(name, help, lives.late(), "place", seat.name(), "as", "late");
            }
            case Comparison.OfDiagnoses diagnoses -> {
                String help = "Diagnoses of the model on trial, by what came of them";
                String name = "millwright_model_trial_diagnoses";
                metrics.counter(name, help, diagnoses.compared(), "place", seat.name(), "as", "compared");
                metrics.counter(name, help, diagnoses.agreed(), "place", seat.name(), "as", "agreed");
                metrics.counter(name, help, diagnoses.errors(), "place", seat.name(), "as", "error");
            }
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
