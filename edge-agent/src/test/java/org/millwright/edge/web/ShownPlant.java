package org.millwright.edge.web;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.imageio.ImageIO;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.inference.Comparison;
import org.millwright.edge.inference.ConditionStatus;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.inference.SeatStatus;
import org.millwright.edge.inference.VibrationStatus;
import org.millwright.edge.models.Slot;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.web.AgentStatus.InspectionState;
import org.millwright.edge.web.AgentStatus.Latency;
import org.millwright.edge.web.AgentStatus.ProcessState;
import org.millwright.edge.web.AgentStatus.PrognosisState;
import org.millwright.edge.web.AgentStatus.QueueState;
import org.millwright.edge.web.AgentStatus.Refusal;
import org.millwright.edge.web.AgentStatus.SignalState;
import org.millwright.edge.web.AgentStatus.SignalsState;
import org.millwright.edge.web.AgentStatus.SinkState;
import org.millwright.edge.web.AgentStatus.SourceKind;
import org.millwright.edge.web.AgentStatus.SourceState;
import org.millwright.hardware.camera.Frame;

/** What a plant with a bit of everything looks like to the page: seeded, and the same each time but for the clock. */
final class ShownPlant {

    static final SitePath SITE = new SitePath("acme", "ulm", "machining", "line-1");
    static final Machine STATION = new Machine(SITE, "station-1", "station");
    private static final int PICTURE = 224;

    private final Instant startedAt = Instant.now().minusSeconds(4_000);
    private final boolean inOrder;
    private final OptionalLong diskFree;
    private long asked;

    private ShownPlant(boolean inOrder, OptionalLong diskFree) {
        this.inOrder = inOrder;
        this.diskFree = diskFree;
    }

    static ShownPlant inOrder() {
        return new ShownPlant(true, OptionalLong.of(9L << 30));
    }

    static ShownPlant inTrouble() {
        return new ShownPlant(false, OptionalLong.of(9L << 30));
    }

    static ShownPlant withDiskFree(OptionalLong bytes) {
        return new ShownPlant(true, bytes);
    }

    synchronized AgentStatus status() {
        asked++;
        Instant now = Instant.now();
        long stored = 1_204_310 + 1_040 * asked;
        return new AgentStatus(
                SITE,
                now,
                new ProcessState(
                        "0.1.0", startedAt, 231L << 20, 0.14, Optional.of(Duration.ofMillis(1_420)), Optional.empty()),
                sources(now),
                List.of(
                        new QueueState(
                                "sink", 100_000, new Subscription.Counts(stored + 40, stored, inOrder ? 0 : 12, 0, 28)),
                        new QueueState(
                                "prognosis spindle-1", 10_000, new Subscription.Counts(90_000, 90_000, 0, 0, 0))),
                new SinkState(
                        stored + 12,
                        stored,
                        inOrder ? 0 : 1,
                        3,
                        12,
                        AgentStatus.Latency.NONE,
                        AgentStatus.Latency.NONE,
                        Optional.empty(),
                        refusals(now)),
                new AgentStatus.JournalState(
                        inOrder ? 12_000 : 41L << 20,
                        2L << 30,
                        28,
                        40_000_000,
                        4_100_000,
                        Duration.ofSeconds(31),
                        0,
                        0,
                        Optional.empty()),
                ledger(stored),
                List.of(new InspectionState(
                        "station-1",
                        Optional.of(verdict(4_711, false)),
                        4_580,
                        128,
                        inOrder ? 0 : 3,
                        0,
                        new Latency(4_711, 3.1, 5.9, 11.4),
                        new Latency(4_711, 6.4, 12.8, 31.0),
                        "Releases parts through plant; the PLC acknowledged part 4711",
                        Optional.empty())),
                List.of(new PrognosisState("spindle-1", Optional.of(prognosis(now)), Optional.empty())),
                Optional.of(new ConditionStatus(
                        1_200,
                        Map.of("out-of-order", 3L, "outdated", 1L),
                        Map.of("settling", 7L),
                        Map.of("gap", 2L),
                        List.of(new ConditionStatus.LearnedMachine("spindle-1", Optional.of(condition(now)), "")))),
                inOrder ? List.of() : List.of(advisory(now)),
                inOrder ? List.of() : List.of(vibration(now)),
                inOrder ? List.of() : List.of(diagnosis(now)),
                new SignalsState(inOrder ? 14 : 5_014, signals(now)),
                Optional.of(new DiskState(
                        diskFree, 2L << 30, List.of(new DiskState.Expired("press", "age", 5_500)), Optional.empty())));
    }

    private AgentStatus.LedgerState ledger(long stored) {
        Map<String, Long> lost = inOrder ? Map.of() : Map.of("queue_overflow", 2L, "refused", 1L);
        long missing = lost.values().stream().mapToLong(Long::longValue).sum();
        return new AgentStatus.LedgerState(
                new AgentStatus.AccountState("", "", "", stored + 15 + missing, stored, 12, 3, lost),
                inOrder
                        ? List.of()
                        : List.of(new AgentStatus.AccountState(
                                "press", "press-1", "cycle-count", 4_003, 4_000, 0, 0, lost)));
    }

    private List<Refusal> refusals(Instant now) {
        return inOrder
                ? List.of()
                : List.of(new Refusal(now, "press,machine=press-1,signal=cycle-count whole=…", "field type conflict"));
    }

    private List<SourceState> sources(Instant now) {
        SourceStatus up = new SourceStatus.Up(startedAt, List.of());
        SourceStatus energy = inOrder
                ? up
                : new SourceStatus.Connecting(
                        now.minusSeconds(77), "Connection refused by 127.0.0.1:1883", 7, now.plusSeconds(12));
        SourceStatus plant = inOrder
                ? up
                : new SourceStatus.Up(
                        startedAt, List.of("node nsu=urn:plc;s=Press.Gone of press-1/gone does not exist"));
        return List.of(
                new SourceState(
                        "plant",
                        SourceKind.OPC_UA,
                        plant,
                        Optional.of(now.minusMillis(90)),
                        Optional.of(Duration.ofSeconds(30)),
                        inOrder ? Map.of() : Map.of("node-unknown", 4L, "queue-overflow", 2L),
                        Optional.of(Duration.ofMillis(inOrder ? 2 : -41_000))),
                new SourceState(
                        "energy",
                        SourceKind.MQTT,
                        energy,
                        Optional.of(now.minusSeconds(inOrder ? 1 : 77)),
                        Optional.of(Duration.ofSeconds(30)),
                        Map.of(),
                        Optional.empty()),
                new SourceState(
                        "surface-camera",
                        SourceKind.CAMERA,
                        up,
                        Optional.of(now),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }

    private static DiagnosisStatus diagnosis(Instant now) {
        Machine press = new Machine(SITE, "press-1", "press");
        Diagnosis last = Plant.diagnosis(press, now.toEpochMilli() * 1_000_000);
        return new DiagnosisStatus(
                press,
                Map.of("overload", 7L, "none", 20L, "uncertain", 3L),
                Map.of("stale", 3L),
                Map.of("outdated", 1L),
                4,
                Optional.of(last),
                Optional.of(last),
                "",
                "",
                new SeatStatus(
                        "diagnosis:press-1",
                        Slot.EMPTY,
                        "",
                        new Comparison.OfDiagnoses(9, 8, 7, 0),
                        Optional.empty(),
                        Double.NaN));
    }

    private static VibrationStatus vibration(Instant now) {
        Channel channel = new Channel(new Machine(SITE, "spindle-1", "spindle"), "vibration", "m/s2");
        Vibration last = new Vibration(
                channel,
                "front bearing",
                Vibration.Diagnosis.INNER_RACE,
                "",
                "inner race: BPFI stands out by 17.4 dB",
                0.9,
                Optional.of(new Vibration.Standing(Vibration.Diagnosis.INNER_RACE, 4, 5, 0.8, "BPFI stands out")),
                Optional.empty(),
                Optional.of(new Vibration.Figures(3.2, 21, 6.6, 5.4, 0.1)),
                Optional.empty(),
                9_000,
                25_600,
                16_384,
                Prognosis.Health.MAINTENANCE_REQUIRED,
                now.toEpochMilli() * 1_000_000,
                now.toEpochMilli() * 1_000_000);
        return new VibrationStatus(
                channel,
                "front bearing",
                12,
                Map.of("inner_race", 7L, "uncertain", 4L),
                Map.of("speed_unsteady", 4L),
                Map.of("overtaken", 1L),
                0,
                0,
                Optional.of(last),
                Optional.of(last));
    }

    private Condition condition(Instant now) {
        return new Condition(
                new Machine(SITE, "spindle-1", "spindle"),
                inOrder ? Condition.State.NORMAL : Condition.State.ANOMALOUS,
                inOrder ? 0.4 : 1.9,
                inOrder ? Condition.Origin.NONE : Condition.Origin.MACHINE,
                inOrder ? "" : "vibration-rms",
                "",
                inOrder ? "" : "several signals together, most of all vibration-rms",
                Reading.UNKNOWN_TIME,
                nanos(now),
                2,
                nanos(now));
    }

    private static Advisory advisory(Instant now) {
        long nanos = nanos(now);
        long hour = 3_600_000_000_000L;
        return new Advisory(
                new Machine(SITE, "spindle-1", "spindle"),
                "replace the worn part",
                "42 h of work left, 80 % sure of 30 to 55 h; vibration above 4.5 mm/s",
                Advisory.Urgency.PLANNED,
                1,
                OptionalLong.of(nanos + 30 * hour),
                OptionalLong.of(nanos + 14 * hour),
                OptionalLong.of(nanos + 22 * hour),
                0.06,
                0.8,
                nanos);
    }

    private Prognosis prognosis(Instant now) {
        Prognosis.Health health = inOrder ? Prognosis.Health.NORMAL : Prognosis.Health.MAINTENANCE_REQUIRED;
        String reason = inOrder ? "" : "vibration above 4.5 mm/s";
        long nanos = nanos(now);
        return new Prognosis(
                new Machine(SITE, "spindle-1", "spindle"),
                inOrder ? 812.4 : 41.7,
                "h",
                Optional.of(inOrder ? new Prognosis.Interval(700, 900, 0.8) : new Prognosis.Interval(30, 55, 0.8)),
                health,
                reason,
                "a1b2",
                nanos,
                nanos);
    }

    private List<SignalState> signals(Instant now) {
        List<SignalState> signals = new ArrayList<>();
        Random random = new Random(7);
        Machine press = new Machine(SITE, "press-1", "press");
        add(signals, now, press, "oil-temperature", "degC", 54.2, 3, random);
        add(signals, now, press, "oil-pressure", "bar", 182.4, 9, random);
        add(signals, now, press, "ram-force", "kN", 940.1, 500, random);
        signals.add(new SignalState(
                new Signal(press, "cycle-count", ValueType.WHOLE, ""),
                new Value.Whole(40_213 + asked),
                Quality.GOOD,
                now,
                flat()));
        signals.add(new SignalState(
                new Signal(press, "state", ValueType.TEXT, ""), new Value.Text("pressing"), Quality.GOOD, now, flat()));
        Machine spindle = new Machine(SITE, "spindle-1", "spindle");
        add(signals, now, spindle, "speed", "1/min", 11_980, 30, random);
        add(signals, now, spindle, "load", "%", 61.3, 12, random);
        add(signals, now, spindle, "vibration-rms", "mm/s", inOrder ? 1.42 : 4.81, 0.4, random);
        add(signals, now, spindle, "bearing-temperature", "degC", 48.9, 2, random);
        Machine robot = new Machine(SITE, "robot-1", "robot");
        add(signals, now, robot, "joint-1-position", "deg", -41.07, 60, random);
        add(signals, now, robot, "joint-1-torque", "N.m", 118.6, 40, random);
        signals.add(new SignalState(
                new Signal(robot, "moving", ValueType.FLAG, ""), new Value.Flag(true), Quality.GOOD, now, flat()));
        Machine meter = new Machine(SITE, "meter-1", "energy-meter");
        add(signals, inOrder ? now : now.minusSeconds(77), meter, "active-power", "kW", 38.42, 5, random);
        signals.add(new SignalState(
                new Signal(meter, inOrder ? "voltage" : "<script>alert('x')</script>", ValueType.NUMBER, "V"),
                inOrder ? new Value.Numeric(399.8) : Value.MISSING,
                inOrder ? Quality.GOOD : Quality.BAD,
                now,
                flat()));
        return signals;
    }

    private void add(
            List<SignalState> signals,
            Instant at,
            Machine machine,
            String name,
            String unit,
            double value,
            double swing,
            Random random) {
        double[] trend = new double[LiveValues.TREND_POINTS];
        double course = 0;
        for (int i = 0; i < trend.length; i++) {
            course = 0.9 * course + random.nextGaussian() * 0.3;
            trend[i] = value + swing * course;
        }
        double now = value + swing * 0.1 * Math.sin((double) asked);
        signals.add(new SignalState(
                new Signal(machine, name, ValueType.NUMBER, unit), new Value.Numeric(now), Quality.GOOD, at, trend));
    }

    private static double[] flat() {
        double[] none = new double[LiveValues.TREND_POINTS];
        java.util.Arrays.fill(none, Double.NaN);
        return none;
    }

    static Verdict verdict(long sequence, boolean defect) {
        long now = nanos(Instant.now());
        return new Verdict(
                STATION,
                "P-%06d".formatted(sequence),
                sequence,
                defect ? Verdict.Result.DEFECT : Verdict.Result.GOOD,
                defect ? 0.974 : 0.021,
                defect ? Optional.of(new Verdict.Place(120, 70, 52, 34)) : Optional.empty(),
                "",
                "c0ffee",
                now - 9_000_000,
                now - 4_000_000,
                now);
    }

    /** A grey rolled surface, with a scratch where {@link #verdict} says. */
    static Frame frame(long sequence, boolean defect) {
        BufferedImage image = new BufferedImage(PICTURE, PICTURE, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(sequence);
        for (int y = 0; y < PICTURE; y++) {
            int row = 128 + (int) (10 * random.nextGaussian());
            for (int x = 0; x < PICTURE; x++) {
                int grey = Math.clamp(row + (int) (8 * random.nextGaussian()), 0, 255);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        if (defect) {
            var graphics = image.createGraphics();
            graphics.setColor(new Color(30, 30, 30));
            graphics.setStroke(new BasicStroke(3));
            graphics.drawLine(126, 98, 165, 76);
            graphics.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long now = nanos(Instant.now());
        return new Frame("P-%06d".formatted(sequence), sequence, now, now, out.toByteArray());
    }

    static LastParts parts() {
        LastParts parts = new LastParts();
        parts.accept(verdict(4_702, true), frame(4_702, true));
        parts.accept(verdict(4_711, false), frame(4_711, false));
        return parts;
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
