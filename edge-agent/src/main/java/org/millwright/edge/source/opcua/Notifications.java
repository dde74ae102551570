package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;

/**
 * The hot path: what the server sends becomes readings, and one publish per notification.
 *
 * <p>Runs on the client's threads, one notification of a subscription at a time; never blocks.
 */
final class Notifications extends Listening {

    private static final int NODE_ID_UNKNOWN = 0x8034_0000;

    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder received;

    Notifications(
            Intake intake, InstantSource clock, Faults faults, LongAdder received, Consumer<Happening> happenings) {
        super(faults, happenings);
        this.intake = intake;
        this.clock = clock;
        this.received = received;
    }

    @Override
    public void onDataReceived(OpcUaSubscription subscription, List<OpcUaMonitoredItem> items, List<DataValue> values) {
        if (isClosed()) {
            return;
        }
        heard();
        long receivedNanos = Times.nanos(clock.instant());
        Event[] readings = new Event[items.size()];
        int count = 0;
        for (int i = 0; i < readings.length; i++) {
            if (items.get(i).getUserObject().orElse(null) instanceof Item.OfSignal item) {
                Reading reading = reading(item, values.get(i), receivedNanos);
                if (reading != null) {
                    readings[count++] = reading;
                }
            }
        }
        received.add(count);
        keep(Parcel.of(Arrays.asList(count == readings.length ? readings : Arrays.copyOf(readings, count))));
    }

    private void keep(Parcel parcel) {
        try {
            if (!intake.offer(parcel, Duration.ZERO)) {
                intake.lost(parcel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Reading reading(Item.OfSignal item, DataValue data, long receivedNanos) {
        int status = (int) data.statusCode().value();
        if (status != 0) {
            look(item, status);
        }
        Object raw = data.value().value();
        Value value =
                raw == null ? Value.MISSING : Conversion.convert(item.signal().type(), raw);
        if (value == null) {
            if (Quality.ofStatusCode(status) != Quality.BAD) {
                refuse(item, raw);
                return null;
            }
            // The status is the message; what stands beside a bad one means nothing.
            value = Value.MISSING;
        } else if (raw != null && item.complaint() != null) {
            item.complain(null);
        }
        return new Reading(
                item.signal(),
                value,
                status,
                Times.nanos(data.sourceTime(), data.sourcePicoseconds()),
                Times.nanos(data.serverTime(), data.serverPicoseconds()),
                receivedNanos);
    }

    private void look(Item.OfSignal item, int status) {
        if (Statuses.isOverflow(status)) {
            faults().add("queue-overflow");
        }
        if ((status & 0xFFFF_0000) == NODE_ID_UNKNOWN) {
            tell(new Happening.NodeGone(item));
        }
    }

    private void refuse(Item.OfSignal item, @Nullable Object raw) {
        if (raw != null) {
            var refusal = Conversion.refusal(item.name(), item.signal().type(), raw);
            faults().add(refusal.reason());
            item.complain(refusal.sentence());
        }
    }
}
