package org.millwright.simulator.study;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a lying sensor was told from the machine, by what was said of it first. */
final class SensorsTold {

    enum Told {
        /** The sensor, by its name. */
        THE_SENSOR,
        /** Sensor or machine, with the sensor's name. */
        EITHER,
        /** Another sensor. */
        ANOTHER,
        /** The machine. */
        THE_MACHINE,
        /** That a value is missing, not what else there is to it. */
        UNJUDGED,
        NOTHING
    }

    private final Map<SensorFault.Kind, Map<Told, Integer>> counts = new EnumMap<>(SensorFault.Kind.class);

    void add(StudyMachine machine, List<Finding.Condition> said) {
        for (SensorFault fault : machine.faults()) {
            counts.computeIfAbsent(fault.kind(), kind -> new EnumMap<>(Told.class))
                    .merge(told(fault, said), 1, Integer::sum);
        }
    }

    private static Told told(SensorFault fault, List<Finding.Condition> said) {
        if (fault.kind() == SensorFault.Kind.SILENT) {
            // The reading itself says that it is bad; what counts is that nobody takes it for the machine.
            return said.stream()
                            .filter(one -> fault.covers(one.step()))
                            .anyMatch(
                                    one -> one.anomalous() && !one.signal().equals(StudyMachine.signal(fault.signal())))
                    ? Told.THE_MACHINE
                    : Told.UNJUDGED;
        }
        Told found = Told.NOTHING;
        for (Finding.Condition one : said) {
            if (fault.covers(one.step()) && one.anomalous()) {
                Told now = of(fault, one);
                found = now.compareTo(found) < 0 ? now : found;
            }
        }
        return found;
    }

    private static Told of(SensorFault fault, Finding.Condition said) {
        boolean named = said.signal().equals(StudyMachine.signal(fault.signal()));
        return switch (said.origin()) {
            case "SENSOR" -> named ? Told.THE_SENSOR : Told.ANOTHER;
            case "EITHER" -> named ? Told.EITHER : Told.THE_MACHINE;
            default -> Told.THE_MACHINE;
        };
    }

    int of(SensorFault.Kind kind, Told told) {
        return counts.getOrDefault(kind, Map.of()).getOrDefault(told, 0);
    }

    String table() {
        StringBuilder text = new StringBuilder(String.format("%-10s", "fault"));
        for (Told told : Told.values()) {
            text.append(
                    String.format(" %12s", told.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        text.append('\n');
        for (SensorFault.Kind kind : SensorFault.Kind.values()) {
            text.append(String.format("%-10s", kind.name().toLowerCase(Locale.ROOT)));
            for (Told told : Told.values()) {
                text.append(String.format(" %12d", of(kind, told)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
