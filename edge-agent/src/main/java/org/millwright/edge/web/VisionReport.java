package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.millwright.edge.pictures.KeptPicture;
import org.millwright.edge.pictures.KeptPictures;

/** A station's models and pictures, as {@code /api} and {@code /metrics} tell them. */
final class VisionReport {

    private VisionReport() {}

    static JsonObject json(VisionState vision) {
        JsonArray seats = new JsonArray();
        vision.seats().forEach(seat -> seats.add(ModelReport.seat(seat)));
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
        vision.seats().forEach(seat -> ModelReport.metrics(metrics, seat));
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
