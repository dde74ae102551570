package org.millwright.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.load.Beats;
import org.millwright.simulator.mqtt.SequencedTopics;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine.Option;

/** The load over MQTT: a client of a broker that others run. */
final class TopicOptions {

    @Option(
            names = "--mqtt",
            paramLabel = "BROKER",
            description = "Publish to this broker, such as tcp://127.0.0.1:1883, instead of serving OPC UA.")
    private @Nullable URI broker;

    @Option(
            names = "--topics",
            defaultValue = "100",
            description = "load/0 and so on (default ${DEFAULT-VALUE}). MQTT only.")
    private int topics;

    @Option(
            names = "--format",
            defaultValue = "json",
            description = "json: {\"seq\":n,\"ts\":\"...\"}; plain: the number, no time (default ${DEFAULT-VALUE})."
                    + " MQTT only.")
    private String format = "";

    @Option(names = "--qos", defaultValue = "1", description = "0 or 1 (default ${DEFAULT-VALUE}). MQTT only.")
    private int qos;

    @Option(
            names = "--client-id",
            defaultValue = "millwright-load",
            description = "Default ${DEFAULT-VALUE}. MQTT only.")
    private String clientId = "";

    @Option(
            names = "--report",
            description = "Write what the broker acknowledged, topic by topic, to this file at the end. MQTT only.")
    private @Nullable Path report;

    boolean wanted() {
        return broker != null;
    }

    void run(Beats beats, long most, BooleanSupplier goOn, Duration lastWords) throws InterruptedException {
        if (broker == null || !"tcp".equals(broker.getScheme())) {
            throw new CannotStart("--mqtt=" + broker + ": write tcp://HOST:PORT");
        }
        if (topics < 1 || topics > 100_000) {
            throw new CannotStart("--topics=" + topics + ": must be 1 to 100000");
        }
        if (qos < 0 || qos > 1) {
            throw new CannotStart("--qos=" + qos + ": must be 0 or 1");
        }
        SequencedTopics load = new SequencedTopics(broker, clientId, topics, format(), qos, beats);
        new JsonLine()
                .with("ready", true)
                .with("mqtt", broker.toString())
                .with("topics", topics)
                .print();
        load.run(most, goOn, lastWords);
        if (report != null) {
            write(report, load, beats.first());
        }
        new JsonLine()
                .with("finished", true)
                .with("beats", load.beats())
                .with("published", load.beats() * topics)
                .with("unacknowledged", load.unacknowledged())
                .with("resent", load.resent())
                .print();
    }

    private SequencedTopics.Format format() {
        return switch (format) {
            case "json" -> SequencedTopics.Format.JSON;
            case "plain" -> SequencedTopics.Format.PLAIN;
            default -> throw new CannotStart("--format=" + format + ": must be json or plain");
        };
    }

    private void write(Path file, SequencedTopics load, long first) {
        StringBuilder json = new StringBuilder("{\"first\":").append(first);
        json.append(",\"beats\":").append(load.beats());
        json.append(",\"unacknowledged\":").append(load.unacknowledged());
        json.append(",\"resent\":").append(load.resent()).append(",\"topics\":{");
        for (int i = 0; i < topics; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("\"load/")
                    .append(i)
                    .append("\":")
                    .append(load.acknowledged(i));
        }
        try {
            Files.writeString(file, json.append("}}\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("the report was not written to " + file, e);
        }
    }
}
