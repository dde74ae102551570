package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.source.NamedFaults;

/**
 * Finds the signals of a topic. A level {@code {machine}} in a configured topic names the machine.
 *
 * <p>Machines named by topics become tags of the store, so their number is bounded: what comes beyond the limit is
 * counted and named, not stored.
 */
final class TopicRouter {

    static final String MACHINE = "{machine}";
    private static final int NAME_LENGTH = 100;
    private static final int TOPICS_KEPT = 50_000;

    /** One configured signal; {@code heard} once something has arrived for it. */
    static final class Route {
        final MqttSignal config;
        final String[] levels;
        volatile boolean heard;

        Route(MqttSignal config) {
            this.config = config;
            this.levels = config.topic().split("/", -1);
        }

        /** As MQTT wants it: a placeholder matches one level. */
        String filter() {
            return config.topic().replace(MACHINE, "+");
        }

        boolean matches(String[] topic) {
            for (int i = 0; i < levels.length; i++) {
                if (levels[i].equals("#")) {
                    return true;
                }
                boolean anyLevel = levels[i].equals("+") || levels[i].equals(MACHINE);
                if (i >= topic.length || !(anyLevel || levels[i].equals(topic[i]))) {
                    return false;
                }
            }
            return levels.length == topic.length;
        }
    }

    /** A route with the signal of one real topic. */
    record Target(Route route, Signal signal) {}

    private final List<Route> routes;
    private final int machineLimit;
    private final NamedFaults faults;
    private final Map<String, List<Target>> targets = new ConcurrentHashMap<>();
    private final Set<String> machines = ConcurrentHashMap.newKeySet();
    private final Set<Machine> named = ConcurrentHashMap.newKeySet();

    TopicRouter(List<MqttSignal> signals, int machineLimit, NamedFaults faults) {
        this.routes = signals.stream().map(Route::new).toList();
        this.machineLimit = machineLimit;
        this.faults = faults;
    }

    List<String> filters() {
        return routes.stream().map(Route::filter).distinct().toList();
    }

    /** Those of the file, and those that topics have named so far. */
    Set<Machine> machines() {
        Set<Machine> known = ConcurrentHashMap.newKeySet();
        for (Route route : routes) {
            if (!List.of(route.levels).contains(MACHINE)) {
                known.add(route.config.signal().machine());
            }
        }
        known.addAll(named);
        return known;
    }

    List<Route> routes() {
        return routes;
    }

    /** Empty where no signal wants the topic, or its machine cannot be taken. */
    List<Target> targets(String topic) {
        List<Target> known = targets.get(topic);
        if (known != null) {
            return known;
        }
        List<Target> found = find(topic);
        if (!found.isEmpty() && targets.size() < TOPICS_KEPT) {
            targets.put(topic, found);
        }
        return found;
    }

    private List<Target> find(String topic) {
        String[] levels = topic.split("/", -1);
        List<Target> found = new ArrayList<>();
        boolean matched = false;
        for (Route route : routes) {
            if (route.matches(levels)) {
                matched = true;
                addTarget(route, topic, levels, found);
            }
        }
        if (!matched) {
            faults.report(
                    "unknown-topic",
                    topic,
                    () -> "topic " + topic
                            + " came although no signal asks for it: is another source using this client id?");
        }
        return List.copyOf(found);
    }

    private void addTarget(Route route, String topic, String[] levels, List<Target> found) {
        int level = List.of(route.levels).indexOf(MACHINE);
        Signal signal = route.config.signal();
        if (level < 0) {
            found.add(new Target(route, signal));
        } else if (isAdmitted(levels[level], topic)) {
            Machine machine = new Machine(
                    signal.machine().path(), levels[level], signal.machine().kind());
            named.add(machine);
            found.add(new Target(route, new Signal(machine, signal.name(), signal.type(), signal.unit())));
        }
    }

    private boolean isAdmitted(String name, String topic) {
        if (name.isBlank() || name.length() > NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            faults.report(
                    "bad-machine-name",
                    topic,
                    () -> "topic " + topic + " names a machine by " + name.length() + " characters: a name needs 1 to "
                            + NAME_LENGTH + " printable ones");
            return false;
        }
        if (machines.contains(name)) {
            return true;
        }
        if (machines.size() >= machineLimit) {
            faults.report(
                    "too-many-machines",
                    "",
                    () -> "machine " + name + " (topic " + topic + ") is one more than the " + machineLimit
                            + " that one source may have: is " + MACHINE + " at the right level of the topic?");
            return false;
        }
        return machines.add(name);
    }
}
