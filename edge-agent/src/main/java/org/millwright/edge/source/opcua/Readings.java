package org.millwright.edge.source.opcua;

import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.signal.Value;

/** What a server sent of an item, as a reading; what cannot be one is counted, named and reported as a loss. */
record Readings(Faults faults) {

    /** Null where the value could not be taken as the signal's type; then the loss is among {@code events}. */
    @Nullable
    Reading add(Item.OfSignal item, DataValue data, long receivedNanos, Origin origin, List<Event> events) {
        int status = (int) data.statusCode().value();
        Object raw = data.value().value();
        Value value = raw == null ? Value.MISSING : convert(item, raw);
        long sourceNanos = Times.nanos(data.sourceTime(), data.sourcePicoseconds());
        if (value == null) {
            if (Quality.ofStatusCode(status) != Quality.BAD) {
                refuse(item, raw);
                events.add(loss(item, Loss.Reason.DECODE, sourceNanos, receivedNanos));
                return null;
            }
            // The status is the message; what stands beside a bad one means nothing.
            value = Value.MISSING;
        } else if (raw != null && item.complaint() != null) {
            item.complain(null);
        }
        Reading reading = new Reading(
                item.signal(),
                value,
                status,
                sourceNanos,
                Times.nanos(data.serverTime(), data.serverPicoseconds()),
                receivedNanos,
                origin);
        if (status != 0 && Statuses.isOverflow(status)) {
            faults.add("queue-overflow");
            events.add(loss(item, Loss.Reason.QUEUE_OVERFLOW, reading.timestampNanos(), receivedNanos));
        }
        events.add(reading);
        return reading;
    }

    /** What the library took from the wire may still be beyond its own methods; one value must not cost the others. */
    private @Nullable Value convert(Item.OfSignal item, Object raw) {
        try {
            return Conversion.convert(item.signal().type(), raw);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Loss loss(Item.OfSignal item, Loss.Reason reason, long untilNanos, long noticedNanos) {
        return Loss.of(item.signal(), reason, 1, item.lastNanos(), untilNanos, noticedNanos);
    }

    private void refuse(Item.OfSignal item, @Nullable Object raw) {
        if (raw != null) {
            var refusal = Conversion.refusal(item.name(), item.signal().type(), raw);
            faults.add(refusal.reason());
            item.complain(refusal.sentence());
        }
    }
}
