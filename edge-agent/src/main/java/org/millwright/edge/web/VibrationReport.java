package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.inference.VibrationStatus;
import org.millwright.edge.signal.Vibration;

/** What the vibration of one bearing says, as JSON and as metrics. */
final class VibrationReport {

    private VibrationReport() {}

    static JsonObject json(VibrationStatus status) {
        return new JsonObject()
                .put("machine", status.channel().machine().name())
                .put("waveform", status.channel().name())
                .put("unit", status.channel().unit())
                .put("part", status.part())
                .put("received", status.received())
                .put("answers", counts(status.answers()))
                .put("uncertain", counts(status.uncertain()))
                .put("dropped", counts(status.dropped()))
                .put("lostAtSource", status.lostAtSource())
                .put("waiting", status.waiting())
                .put("last", status.last().map(VibrationReport::vibration).orElse(null))
                .put(
                        "lastAnswer",
                        status.lastAnswer().map(VibrationReport::vibration).orElse(null));
    }

    private static JsonObject vibration(Vibration vibration) {
        Optional<Vibration.Figures> figures = vibration.figures();
        Optional<Vibration.Levels> levels = vibration.levels();
        JsonArray bands = new JsonArray();
        levels.ifPresent(known -> known.bandDecibels().forEach(bands::add));
        return new JsonObject()
                .put("at", Nanos.instant(vibration.timestampNanos()).toString())
                .put("diagnosis", word(vibration.diagnosis()))
                .put("health", word(vibration.health()))
                .put("cause", vibration.cause())
                .put("reason", vibration.reason())
                .put("confidence", number(vibration.confidence()))
                .put(
                        "standing",
                        vibration
                                .standing()
                                .map(standing -> word(standing.diagnosis()))
                                .orElse(null))
                .put(
                        "agreeing",
                        vibration.standing().map(Vibration.Standing::agreeing).orElse(0))
                .put("rms", number(figures.map(Vibration.Figures::rms).orElse(Double.NaN)))
                .put("crest", number(figures.map(Vibration.Figures::crest).orElse(Double.NaN)))
                .put("kurtosis", number(figures.map(Vibration.Figures::kurtosis).orElse(Double.NaN)))
                .put(
                        "outerDecibels",
                        number(levels.map(Vibration.Levels::outerDecibels).orElse(Double.NaN)))
                .put(
                        "innerDecibels",
                        number(levels.map(Vibration.Levels::innerDecibels).orElse(Double.NaN)))
                .put(
                        "ballDecibels",
                        number(levels.map(Vibration.Levels::ballDecibels).orElse(Double.NaN)))
                .put("bandDecibels", bands)
                .put("shaftPerMinute", number(vibration.shaftPerMinute()))
                .put("rateHertz", number(vibration.rateHertz()))
                .put("samples", vibration.samples());
    }

    static void metrics(MetricFamilies metrics, VibrationStatus status) {
        String machine = status.channel().machine().name();
        String waveform = status.channel().name();
        metrics.counter(
                "millwright_waveforms_received",
                "Waveforms received; received = answers + dropped + waiting",
                status.received(),
                "machine",
                machine,
                "waveform",
                waveform);
        counters(
                metrics,
                "millwright_waveforms_answered",
                "Waveforms, by diagnosis",
                status.answers(),
                status,
                "diagnosis");
        counters(
                metrics,
                "millwright_waveforms_uncertain",
                "Uncertain ones, by cause",
                status.uncertain(),
                status,
                "cause");
        counters(
                metrics, "millwright_waveforms_dropped", "Not examined, by reason", status.dropped(), status, "reason");
    }

    private static void counters(
            MetricFamilies metrics,
            String name,
            String help,
            Map<String, Long> counts,
            VibrationStatus status,
            String label) {
        new TreeMap<>(counts)
                .forEach((word, count) -> metrics.counter(
                        name,
                        help,
                        count,
                        "machine",
                        status.channel().machine().name(),
                        "waveform",
                        status.channel().name(),
                        label,
                        word));
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
