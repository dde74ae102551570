package org.millwright.edge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.hardware.spectrum.Fourier;
import org.millwright.maintenance.vibration.BearingExamination;
import org.millwright.maintenance.vibration.BearingGeometry;
import org.millwright.maintenance.vibration.BearingOrders;

/** Reads {@code vibrations:}; an entry may be for one machine or for all of a kind. */
final class VibrationReader {

    private static final Format<Duration> STALE = Formats.duration(Duration.ofMillis(10), Duration.ofHours(24), "5s");
    private static final Duration DEFAULT_STALE = Duration.ofSeconds(5);
    private static final Format<String> WAVEFORM =
            Formats.NAME_FORMAT.remedy("write the name of one of the machine's waveforms");
    private static final Format<Integer> SAMPLES =
            Formats.whole(1_024, Fourier.LARGEST, "write how many samples each waveform has, such as 16384");
    private static final double FASTEST_RATE_HERTZ = 10_000_000;
    private static final double FASTEST_PER_MINUTE = 1_000_000;
    private static final Format<Double> RATE =
            Formats.number(100, FASTEST_RATE_HERTZ, "write samples a second, such as 25600, or the name of a signal");
    private static final Format<Double> SPEED =
            Formats.number(10, FASTEST_PER_MINUTE, "write revolutions a minute, such as 1480, or the name of a signal");
    private static final Format<Integer> ELEMENTS =
            Formats.whole(3, 200, "write how many balls or rollers it has, such as 9");
    private static final Format<Double> LENGTH =
            Formats.number(1e-3, 1e5, "write a diameter such as 7.94, both in one unit");
    private static final Format<Double> ANGLE = Formats.number(0, 89, "write degrees, 0 for a deep groove bearing");
    private static final Format<Double> ORDER =
            Formats.number(1e-3, 1e3, "write how often in one turn of the shaft, such as 3.585");
    private static final Format<Double> LIMIT = Formats.number(1e-9, 1e9, "write a number above 0");

    private final Inventory inventory;
    private final References references;

    VibrationReader(Inventory inventory, References references) {
        this.inventory = inventory;
        this.references = references;
    }

    List<VibrationConfig> read(Section root) {
        List<VibrationConfig> vibrations = new ArrayList<>();
        Map<Channel, Integer> lines = new HashMap<>();
        for (Section section : root.sections("vibrations")) {
            for (VibrationConfig vibration : vibrations(section)) {
                Integer first = lines.putIfAbsent(vibration.channel(), section.line());
                if (first != null) {
                    section.problem(
                            "waveform",
                            vibration.channel() + " is examined already (line " + first + ")",
                            "name each waveform once");
                }
                vibrations.add(vibration);
            }
        }
        return vibrations;
    }

    private List<VibrationConfig> vibrations(Section section) {
        List<Machine> machines = references.machines(section);
        String waveform = section.required("waveform", WAVEFORM);
        String part = section.optional("part", Formats.TEXT, "bearing");
        Figure rate = figure(section, "rate", RATE, machines);
        Figure speed = figure(section, "speed", SPEED, machines);
        Optional<BearingOrders> orders = orders(section.requiredSection(
                "bearing",
                "write bearing: {rolling-elements: …, element-diameter: …, pitch-diameter: …, contact-angle: …} or"
                        + " bearing: {outer: …, inner: …, ball: …, cage: …}"));
        Optional<Integer> samples = section.find("samples", SAMPLES);
        Section limits = section.section("limits");
        Optional<Double> rms = limits.find("rms", LIMIT);
        Optional<Double> kurtosis = limits.find("kurtosis", LIMIT);
        limits.end();
        Duration stale = section.optional("stale-after", STALE, DEFAULT_STALE);
        section.end();
        orders.ifPresent(known -> checkRate(section, rate, speed, known));
        List<VibrationConfig> vibrations = new ArrayList<>();
        for (Machine machine : machines) {
            Optional<Channel> channel = channel(section, machine, waveform);
            if (channel.isPresent() && orders.isPresent()) {
                vibrations.add(new VibrationConfig(
                        channel.get(),
                        part,
                        rate,
                        speed,
                        orders.get(),
                        samples.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        rms.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        kurtosis.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        stale));
            }
        }
        return vibrations;
    }

    private Optional<Channel> channel(Section section, Machine machine, String name) {
        Map<String, Channel> known = inventory.channelsOf(machine);
        if (!name.isEmpty() && !known.containsKey(name)) {
            section.problem(
                    "waveform",
                    machine.name() + " has no waveform " + name,
                    known.isEmpty()
                            ? "write waveforms: with a name and an address below the machine, in its source"
                            : References.candidates(name, known.keySet(), "waveforms"));
        }
        return Optional.ofNullable(known.get(name));
    }

    /** A number, or the name of a signal that tells it. */
    private Figure figure(Section section, String key, Format<Double> format, List<Machine> machines) {
        Optional<Entry> entry = section.find(key);
        if (entry.isEmpty()) {
            section.missing(key, format.remedy());
        }
        Optional<String> text = entry.flatMap(found -> found.read(Formats.TEXT.remedy(format.remedy())));
        if (text.isEmpty() || Formats.looksLikeNumber(text.get())) {
            return new Figure.Fixed(text.flatMap(_ -> entry.get().read(format)).orElse(format.standIn()));
        }
        String name =
                entry.get().read(Formats.NAME_FORMAT.remedy(format.remedy())).orElse("");
        if (!name.isEmpty()) {
            machines.forEach(machine -> check(entry.get(), machine, name));
        }
        return new Figure.Told(name);
    }

    private void check(Entry entry, Machine machine, String name) {
        references.signal(entry, machine, name);
        Signal signal = inventory.signalsOf(machine).get(name);
        if (signal != null && (signal.type() == ValueType.TEXT || signal.type() == ValueType.FLAG)) {
            entry.problem(
                    "is a " + signal.type().name().toLowerCase(Locale.ROOT) + " signal",
                    "name a signal that is a number, or write it");
        }
    }

    private static Optional<BearingOrders> orders(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        return section.has("outer") || section.has("inner") ? factors(section) : geometry(section);
    }

    private static Optional<BearingOrders> geometry(Section section) {
        int elements = section.required("rolling-elements", ELEMENTS);
        double element = section.required("element-diameter", LENGTH);
        double pitch = section.required("pitch-diameter", LENGTH);
        double angle = section.optional("contact-angle", ANGLE, 0.0);
        boolean given = section.has("element-diameter") && section.has("pitch-diameter");
        section.end();
        if (element >= pitch) {
            if (given) {
                section.problem(
                        "element-diameter",
                        "must be smaller than the pitch-diameter",
                        "the pitch circle goes through the middle of the balls; both in one unit");
            }
            return Optional.empty();
        }
        return Optional.of(new BearingGeometry(elements, element, pitch, angle).orders());
    }

    private static Optional<BearingOrders> factors(Section section) {
        double outer = section.required("outer", ORDER);
        double inner = section.required("inner", ORDER);
        double ball = section.required("ball", ORDER);
        double cage = section.required("cage", ORDER);
        boolean given = section.has("outer") && section.has("inner") && section.has("cage");
        section.end();
        if (given && (outer >= inner || cage >= 0.5)) {
            section.problem(
                    outer >= inner ? "outer" : "cage",
                    outer >= inner ? "must be smaller than inner" : "must be below 0.5",
                    "write the factors of a bearing whose outer ring stands still: BPFO, BPFI, twice BSF and FTF over"
                            + " the shaft's frequency");
        }
        return Optional.of(new BearingOrders(outer, inner, ball, cage));
    }

    /** Where both are fixed, what could never be examined is known now. */
    private static void checkRate(Section section, Figure rate, Figure speed, BearingOrders orders) {
        if (rate instanceof Figure.Fixed(double hertz)
                && speed instanceof Figure.Fixed(double perMinute)
                && section.has("rate")
                && section.has("speed")) {
            double least = BearingExamination.leastRateHertz(orders, perMinute);
            if (hertz < least) {
                section.problem(
                        "rate",
                        "is too low for this bearing at " + Math.round(perMinute) + "/min, which needs "
                                + (long) Math.ceil(least) + " samples a second",
                        "have the sensor sample faster, or correct rate, speed or bearing");
            }
        }
    }
}
