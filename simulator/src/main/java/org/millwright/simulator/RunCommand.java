package org.millwright.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.plant.Plant;
import org.millwright.simulator.plant.PlantSettings;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Lifetime;
import org.millwright.simulator.process.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the plant until it is told to end. */
@Command(
        name = "run",
        description = "Run the plant: OPC UA, MQTT, camera and, for scoring, truth. The default command.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private OpcUaOptions opcUa = new OpcUaOptions();

    @Option(
            names = "--mqtt-port",
            defaultValue = "1883",
            description = "On loopback; 0 takes a free one (default ${DEFAULT-VALUE}).")
    private int mqttPort;

    @Option(
            names = "--camera-port",
            defaultValue = "8081",
            description = "0 takes a free one (default ${DEFAULT-VALUE}).")
    private int cameraPort;

    @Option(
            names = "--truth-port",
            defaultValue = "8082",
            description = "0 takes a free one (default ${DEFAULT-VALUE}).")
    private int truthPort;

    @Option(
            names = "--data",
            defaultValue = ".millwright/simulator",
            description = "Folder of the server's certificate and trust list (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, same plant, 0 to 2147483647 (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "Plant seconds in a second; parts keep real time (default ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--wear-acceleration",
            defaultValue = "600",
            description =
                    "Operating hours in an hour of plant time; 600 wears a bearing out in about ten minutes (default ${DEFAULT-VALUE}).")
    private double wearAcceleration;

    @Option(
            names = "--initial-wear",
            defaultValue = "0",
            description = "Of the first bearing, 0 up to 1 (default ${DEFAULT-VALUE}).")
    private double initialWear;

    @Option(
            names = "--part-every",
            defaultValue = "500ms",
            description = "Time between two parts (default ${DEFAULT-VALUE}).")
    private Duration partEvery = Duration.ZERO;

    @Option(
            names = "--station-deadline",
            defaultValue = "400ms",
            description = "A verdict after this is late (default ${DEFAULT-VALUE}).")
    private Duration stationDeadline = Duration.ZERO;

    @Option(
            names = "--defect-rate",
            defaultValue = "0.1",
            description = "Share of parts with a defect (default ${DEFAULT-VALUE}).")
    private double defectRate;

    @Option(
            names = "--difficulty",
            defaultValue = "0.5",
            description = "Of seeing a defect, 0 to 1 (default ${DEFAULT-VALUE}).")
    private double difficulty;

    @Option(
            names = "--vibration-over-mqtt",
            description = "Publish the spindle's waveforms on " + Plant.WAVEFORM_TOPIC + " as well.")
    private boolean vibrationOverMqtt;

    @Override
    public Integer call() throws InterruptedException {
        PlantSettings settings = settings();
        Lifetime lifetime = Lifetime.ofProcess(System.in, opcUa.exitWithParent());
        try (Plant plant = new Plant(settings)) {
            new JsonLine()
                    .with("ready", true)
                    .with("opcUa", plant.opcUaUrl())
                    .with("mqtt", "tcp://127.0.0.1:" + settings.mqttPort())
                    .with("camera", "http://" + opcUa.host() + ":" + settings.cameraPort() + "/camera.mjpg")
                    .with("truth", "http://" + opcUa.host() + ":" + settings.truthPort() + "/truth")
                    .print();
            lifetime.awaitEnd();
        } finally {
            lifetime.ended();
        }
        return 0;
    }

    private PlantSettings settings() {
        try {
            WearSettings wear = new WearSettings(wearAcceleration, initialWear);
            ServerSettings server = opcUa.settings("--data", data, Duration.ofHours(2));
            return new PlantSettings(
                    server,
                    Ports.reserve("MQTT", "--mqtt-port", "127.0.0.1", mqttPort),
                    Ports.reserve("camera", "--camera-port", opcUa.host(), cameraPort),
                    Ports.reserve("truth", "--truth-port", opcUa.host(), truthPort),
                    seed,
                    speed,
                    wear,
                    partEvery,
                    stationDeadline,
                    defectRate,
                    difficulty,
                    vibrationOverMqtt);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }
}
