package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.NamedFaults;

/**
 * What is known of one Sparkplug edge node and its devices between BIRTH and DEATH.
 *
 * <p>Values are taken as they come, out of sequence too, since they carry their time and are as good as ever. A message that
 * is still missing after the reorder timeout is lost: that is counted and stored, and a rebirth asked for. Data before a BIRTH
 * cannot be named and is counted. After a DEATH each signal gets one reading without a value and with
 * {@code Bad_NoCommunication}: the last value again, however marked, would put a measurement in the store that nobody made.
 *
 * <p>NOT thread safe.
 */
final class SparkplugNode {

    /** How long a node may take to prove that it lives, after a DEATH that may be an old one's. */
    private static final long PROOF_NANOS = Duration.ofSeconds(30).toNanos();

    /**
     * One edge node in the file.
     *
     * @param devices named by themselves; the edge node itself by the empty name
     * @param mayAsk whether it may be asked for a rebirth
     */
    record Setting(SparkplugTopic.Node node, List<SparkplugDevice> devices, Duration reorder, boolean mayAsk) {}

    private final SparkplugTopic.Node node;
    private final Setting setting;
    private final NamedFaults faults;
    private final DecodeLosses losses;
    private final Clocks clocks;
    private final Runnable askForRebirth;
    private final BornMetrics metrics;
    private final MetricValues values;
    private final SequenceWatch sequence;
    private boolean born;
    private OptionalLong birthSequence = OptionalLong.empty();
    private OptionalLong doubtedSince = OptionalLong.empty();
    private long lastHeard = Reading.UNKNOWN_TIME;
    private long wholeUntil = Reading.UNKNOWN_TIME;

    SparkplugNode(Setting setting, NamedFaults faults, DecodeLosses losses, Clocks clocks, Runnable askForRebirth) {
        this.node = setting.node();
        this.setting = setting;
        this.faults = faults;
        this.losses = losses;
        this.clocks = clocks;
        this.askForRebirth = askForRebirth;
        this.metrics = new BornMetrics(node, setting.devices(), faults);
        this.values = new MetricValues(node, metrics, faults, losses);
        this.sequence = new SequenceWatch(setting.reorder());
    }

    boolean isBorn() {
        return born;
    }

    /** After a reconnect: what was missed is not known, so nothing counts until the next BIRTH. */
    void forget() {
        born = false;
        doubtedSince = OptionalLong.empty();
        metrics.forget();
        sequence.begin(0);
    }

    List<Event> take(String type, String device, Payload payload, long receivedNanos) {
        List<Event> events = new ArrayList<>();
        if (!type.equals("NDEATH")) {
            doubtedSince = OptionalLong.empty();
        }
        switch (type) {
            case "NBIRTH" -> nodeBirth(payload, receivedNanos, events);
            case "NDEATH" -> nodeDeath(payload, receivedNanos, events);
            case "DBIRTH", "DDEATH", "NDATA", "DDATA" -> {
                if (inSequence(device, payload, receivedNanos)) {
                    events.addAll(
                            switch (type) {
                                case "DBIRTH" -> birth(device, payload, receivedNanos);
                                case "DDEATH" -> deviceDeath(device, payload, receivedNanos);
                                default -> data(device, payload, receivedNanos);
                            });
                    watchClock(payload, receivedNanos, events);
                }
            }
            default -> {} // Commands, ours among them.
        }
        lastHeard = receivedNanos;
        return events;
    }

    /** A message that cannot be read: nobody knows what was in it. */
    void skip(String device, long receivedNanos) {
        unread(device, 1, receivedNanos);
    }

    /** What time alone brings about: what is missing is lost, and who does not prove to live is dead. */
    List<Event> tick(long nowNanos) {
        List<Event> events = new ArrayList<>();
        long lost = sequence.giveUp(nowNanos);
        if (lost > 0) {
            faults.report(
                    "sequence-gap",
                    node.toString(),
                    () -> "Sparkplug node " + node + ": " + lost + " messages did not come within "
                            + setting.reorder().toMillis() + " ms of those after them, and are lost: is the network"
                            + " between node and broker sound?");
            lose(lost, nowNanos, events);
            askForRebirth.run();
        }
        if (doubtedSince.isPresent()) {
            if (nowNanos - doubtedSince.getAsLong() >= PROOF_NANOS) {
                dies(nowNanos, events);
            } else {
                askForRebirth.run();
            }
        }
        return events;
    }

    /** Nobody can say which of the node's machines they were about, so each gets the row. */
    private void lose(long count, long nowNanos, List<Event> into) {
        setting.devices().stream()
                .map(SparkplugDevice::machine)
                .distinct()
                .forEach(machine -> into.add(
                        new Loss(machine, "", Loss.Reason.SEQUENCE_GAP, count, wholeUntil, nowNanos, nowNanos)));
    }

    private void watchClock(Payload payload, long receivedNanos, List<Event> into) {
        long time = MetricValues.time(payload);
        if (time != Reading.UNKNOWN_TIME) {
            clocks.stamped(
                            "Sparkplug node " + node,
                            setting.devices().getFirst().machine().path(),
                            time,
                            receivedNanos)
                    .ifPresent(into::add);
        }
    }

    private void nodeBirth(Payload payload, long receivedNanos, List<Event> into) {
        if (born && sequence.missing() > 0) {
            lose(sequence.missing(), receivedNanos, into);
        }
        forget();
        born = true;
        sequence.begin(payload.getSeq());
        birthSequence = birthSequence(payload);
        into.addAll(birth("", payload, receivedNanos));
    }

    private static OptionalLong birthSequence(Payload payload) {
        for (Metric metric : payload.getMetricsList()) {
            if (metric.getName().equals("bdSeq")) {
                return OptionalLong.of(metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue());
            }
        }
        return OptionalLong.empty();
    }

    /** False where the node is not born, so that the message cannot be understood. */
    private boolean inSequence(String device, Payload payload, long receivedNanos) {
        if (!born) {
            unborn(node.toString(), device, payload, receivedNanos);
            return false;
        }
        boolean whole = sequence.missing() == 0;
        switch (sequence.take(payload.getSeq(), receivedNanos)) {
            case NEXT, LATE -> {}
            case AHEAD -> wholeUntil = whole ? lastHeard : wholeUntil;
            case REPEATED ->
                faults.report(
                        "sequence-repeated",
                        node.toString(),
                        () -> "Sparkplug node " + node + ": message " + payload.getSeq()
                                + " came twice: do two nodes use this name?");
        }
        return true;
    }

    private void unborn(String who, String device, Payload payload, long receivedNanos) {
        faults.report(
                "no-birth",
                who,
                () -> "Sparkplug " + who + " sends data without a BIRTH that this agent has heard: "
                        + "its values are dropped until it answers a rebirth request");
        long values = payload.getMetricsList().stream()
                .filter(metric -> !BornMetrics.isControl(metric.getName()))
                .count();
        unread(device, values, receivedNanos);
        askForRebirth.run();
    }

    /** Of the machine behind the device, where the file has one. */
    private void unread(String device, long count, long receivedNanos) {
        if (count > 0) {
            setting.devices().stream()
                    .filter(wanted -> wanted.device().orElse("").equals(device))
                    .forEach(wanted -> losses.count(wanted.machine(), "", count, receivedNanos));
        }
    }

    private List<Reading> birth(String device, Payload payload, long receivedNanos) {
        metrics.bear(device, payload.getMetricsList());
        List<Reading> readings = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            metrics.find(device, metric)
                    .flatMap(known -> values.of(known, metric, payload, receivedNanos))
                    .ifPresent(readings::add);
        }
        return readings;
    }

    private List<Reading> data(String device, Payload payload, long receivedNanos) {
        if (!metrics.isBorn(device)) {
            unborn(node + "/" + device, device, payload, receivedNanos);
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            Optional<BornMetrics.Known> known = metrics.find(device, metric);
            if (known.isPresent()) {
                values.of(known.get(), metric, payload, receivedNanos).ifPresent(readings::add);
            } else if (!BornMetrics.isControl(metric.getName())) {
                values.unknown(device, metric);
                unread(device, 1, receivedNanos);
                askForRebirth.run();
            }
        }
        return readings;
    }

    /**
     * The broker sends it as the node's will, whose time is that of the node's connect: only the arrival counts. A will
     * with another bdSeq belongs to an earlier connection of a node that is back already; or to this one, of a node that
     * counts bdSeq up when it is asked for a rebirth and cannot change its will (eclipse-sparkplug/sparkplug#199). So it is
     * asked again, and is dead unless it speaks.
     */
    private void nodeDeath(Payload payload, long receivedNanos, List<Event> into) {
        OptionalLong death = birthSequence(payload);
        if (born && death.isPresent() && birthSequence.isPresent() && !death.equals(birthSequence)) {
            faults.count("old-death");
            if (setting.mayAsk()) {
                doubtedSince = OptionalLong.of(receivedNanos);
                askForRebirth.run();
            }
        } else {
            dies(receivedNanos, into);
        }
    }

    private void dies(long nowNanos, List<Event> into) {
        if (sequence.missing() > 0) {
            lose(sequence.missing(), nowNanos, into);
        }
        into.addAll(MetricValues.gone(metrics.all(), Reading.UNKNOWN_TIME, nowNanos));
        forget();
    }

    private List<Reading> deviceDeath(String device, Payload payload, long receivedNanos) {
        return MetricValues.gone(metrics.remove(device), MetricValues.time(payload), receivedNanos);
    }
}
