package org.millwright.edge.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.ValueType;

/** The names that sources define, for what refers to them: one machine has one kind, one signal is defined once. */
final class Inventory {

    private static final Format<ValueType> TYPE = Formats.choice(types());
    private static final int UNIT_LIMIT = 40;
    private static final Format<String> UNIT = new Format<>(
            "write a unit such as degC",
            "",
            unit -> unit.length() <= UNIT_LIMIT
                    ? new Parsed.Ok<>(unit)
                    : Parsed.wrong("has more than " + UNIT_LIMIT + " letters"));

    private final SitePath site;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Integer> machineLines = new HashMap<>();
    private final Map<String, Map<String, Signal>> signals = new HashMap<>();
    private final Map<Signal, Integer> signalLines = new HashMap<>();
    private final Map<String, Map<String, Channel>> channels = new HashMap<>();
    private final Map<Channel, Integer> channelLines = new HashMap<>();
    private final Set<String> openMachines = new LinkedHashSet<>();
    private final Map<String, SourceConfig> sources = new LinkedHashMap<>();
    private final Map<String, Integer> sourceLines = new LinkedHashMap<>();

    Inventory(SitePath site) {
        this.site = site;
    }

    private static Map<String, ValueType> types() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        types.put("number", ValueType.NUMBER);
        types.put("whole", ValueType.WHOLE);
        types.put("flag", ValueType.FLAG);
        types.put("text", ValueType.TEXT);
        return types;
    }

    /** The name of a source, checked against those before it. */
    String sourceName(Section section) {
        String name = section.required("name", Formats.NAME_FORMAT);
        Integer first = name.isEmpty() ? null : sourceLines.putIfAbsent(name, section.line());
        if (first != null) {
            section.problem(
                    "name", "another source has this name (line " + first + ")", "name each source differently");
        }
        return name;
    }

    void add(SourceConfig source) {
        sources.putIfAbsent(source.name(), source);
    }

    Optional<SourceConfig> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** Every source's name, those that could not be read too: a reference to one of those is not wrong. */
    Collection<String> sourceNames() {
        return sourceLines.keySet();
    }

    /** The machine a section of a source describes. */
    Machine machine(Section section) {
        String name = section.required("name", Formats.NAME_FORMAT);
        String kind = section.required("kind", Formats.KIND_FORMAT);
        Machine machine = new Machine(site, name, kind);
        Machine known = name.isEmpty() ? null : machines.putIfAbsent(name, machine);
        if (known == null) {
            machineLines.putIfAbsent(name, section.line());
        } else if (!kind.isEmpty() && !known.kind().equals(kind)) {
            section.problem(
                    "kind",
                    name + " is a " + known.kind() + " in line " + machineLines.get(name),
                    "give one machine one kind, or another name");
        }
        return machine;
    }

    /** A machine that may have signals that the file does not name: a folder is browsed, a BIRTH tells. */
    void markOpen(Machine machine) {
        openMachines.add(machine.name());
    }

    Signal signal(Section section, Machine machine) {
        String name = section.required("name", Formats.NAME_FORMAT);
        Signal signal = new Signal(
                machine, name, section.optional("type", TYPE, ValueType.NUMBER), section.optional("unit", UNIT, ""));
        Map<String, Signal> ofMachine = signals.computeIfAbsent(machine.name(), _ -> new LinkedHashMap<>());
        Signal first = name.isEmpty() ? null : ofMachine.putIfAbsent(name, signal);
        if (first != null) {
            section.problem(
                    "name",
                    machine.name() + " has this signal already (line " + signalLines.get(first) + ")",
                    "name each signal of a machine differently");
        }
        signalLines.putIfAbsent(signal, section.line());
        return signal;
    }

    /** A waveform of the machine. */
    Channel channel(Section section, Machine machine) {
        String name = section.required("name", Formats.NAME_FORMAT);
        Channel channel = new Channel(machine, name, section.optional("unit", UNIT, ""));
        Channel first = name.isEmpty()
                ? null
                : channels.computeIfAbsent(machine.name(), _ -> new LinkedHashMap<>())
                        .putIfAbsent(name, channel);
        if (first != null) {
            section.problem(
                    "name",
                    machine.name() + " has this waveform already (line " + channelLines.get(first) + ")",
                    "name each waveform of a machine differently");
        } else {
            channelLines.put(channel, section.line());
        }
        return channel;
    }

    Map<String, Channel> channelsOf(Machine machine) {
        return channels.getOrDefault(machine.name(), Map.of());
    }

    Optional<Machine> machine(String name) {
        return Optional.ofNullable(machines.get(name));
    }

    Set<String> machineNames() {
        return machines.keySet();
    }

    List<Machine> machinesOfKind(String kind) {
        return machines.values().stream()
                .filter(machine -> machine.kind().equals(kind))
                .toList();
    }

    Set<String> kinds() {
        Set<String> kinds = new LinkedHashSet<>();
        machines.values().forEach(machine -> kinds.add(machine.kind()));
        return kinds;
    }

    Map<String, Signal> signalsOf(Machine machine) {
        return signals.getOrDefault(machine.name(), Map.of());
    }

    boolean isOpen(Machine machine) {
        return openMachines.contains(machine.name());
    }

    SitePath site() {
        return site;
    }
}
