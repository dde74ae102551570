package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.Slot;
import org.millwright.edge.pictures.KeptPicture;
import org.millwright.edge.pictures.KeptPictures;

/** A station's models and pictures, as {@code /api} and {@code /metrics} tell them. */
final class VisionReport {

    private VisionReport() {}

    static JsonObject json(VisionState vision) {
        JsonArray seats = new JsonArray();
        vision.seats().forEach(seat -> seats.add(seat(seat)));
        KeptPictures.Counts pictures = vision.pictures();
        return new JsonObject()
                .put("variant", vision.variant())
                .put("note", vision.note())
                .put("models", seats)
                .put(
                        "pictures",
                        new JsonObject()
                                .put("kept", pictures.kept())
                                .put("labelled", pictures.labelled())
                                .put("bytes", pictures.bytes())
                                .put("dropped", pictures.dropped())
                                .put("failed", pictures.failed())
                                .put("trouble", pictures.trouble()));
    }

    private static JsonObject seat(SeatStatus seat) {
        return slot(seat.name(), seat.slot())
                .put("precision", seat.precision())
                .put(
                        "trial",
                        new JsonObject()
                                .put("parts", seat.parts())
                                .put("agreed", seat.agreed())
                                .put("stricter", seat.stricter())
                                .put("laxer", seat.laxer()))
                .put("drift", seat.drift().orElse(null))
                .put("driftIndex", Double.isFinite(seat.driftIndex()) ? seat.driftIndex() : null);
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
        access.slots().stream()
                .sorted()
                .forEach(name -> slots.add(slot(name, access.models().slot(name))));
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

    static JsonObject pictures(List<KeptPicture> pictures) {
        JsonArray array = new JsonArray();
        for (KeptPicture picture : pictures) {
            array.add(new JsonObject()
                    .put("id", picture.id())
                    .put("part", picture.part())
                    .put("result", picture.result())
                    .put("score", picture.score())
                    .put("class", picture.defectClass())
                    .put("reason", picture.reason())
                    .put("model", picture.model())
                    .put("classes", new JsonArray(picture.classes()))
                    .put("label", picture.label()));
        }
        return new JsonObject().put("pictures", array);
    }

    static void metrics(MetricFamilies metrics, String station, VisionState vision) {
        for (SeatStatus seat : vision.seats()) {
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
                    "1 while it is above its limit",
                    seat.drift().isPresent() ? 1 : 0,
                    "place",
                    seat.name());
            String help = "Parts that the model on trial has judged, by how it compares";
            String name = "millwright_model_trial_parts";
            metrics.counter(name, help, seat.agreed(), "place", seat.name(), "as", "agreed");
            metrics.counter(name, help, seat.stricter(), "place", seat.name(), "as", "stricter");
            metrics.counter(name, help, seat.laxer(), "place", seat.name(), "as", "laxer");
        }
        KeptPictures.Counts pictures = vision.pictures();
        metrics.gauge(
                "millwright_pictures_kept",
                "Pictures that wait for a label or have one",
                pictures.kept(),
                "station",
                station);
        metrics.gauge("millwright_pictures_bytes", "What they take", (double) pictures.bytes(), "station", station);
        metrics.counter(
                "millwright_pictures_dropped",
                "Pictures that went because of the quota",
                pictures.dropped(),
                "station",
                station);
        metrics.counter(
                "millwright_pictures_failed", "Pictures that could not be kept", pictures.failed(), "station", station);
    }
}
