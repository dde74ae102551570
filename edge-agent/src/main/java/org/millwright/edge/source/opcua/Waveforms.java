package org.millwright.edge.source.opcua;

import java.time.InstantSource;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaWaveform;
import org.millwright.edge.waveform.Recording;
import org.millwright.edge.waveform.Recording.Content;
import org.millwright.edge.waveform.Recordings;

/**
 * The waveforms of one source, in a subscription of their own that ends with the session: arrays are not put away, so what
 * came while nobody listened is not asked for again. Hands them on, on the client's threads.
 */
record Waveforms(Items<Item.OfChannel> items, Recordings recordings, InstantSource clock)
        implements ServerSubscription.Receiver {

    static Waveforms of(List<OpcUaWaveform> wanted, Recordings recordings, InstantSource clock) {
        List<Item.OfChannel> items = wanted.stream()
                .map(one -> new Item.OfChannel(one.channel(), one.address(), one.sampling()))
                .toList();
        return new Waveforms(new Items<>(1, items), recordings, clock);
    }

    @Override
    public void receive(ServerSubscription from, Message message) {
        long receivedNanos = Times.nanos(clock.instant());
        for (MonitoredItemNotification[] part : message.changes()) {
            for (MonitoredItemNotification change : part) {
                Item.OfChannel item = items.at(change.getClientHandle());
                if (item != null) {
                    take(item, change.getValue(), receivedNanos);
                }
            }
        }
        from.sequence().mayForget(message.number());
    }

    /** A status without a value, as before the first recording, is no recording. */
    private void take(Item.OfChannel item, DataValue data, long receivedNanos) {
        int status = (int) data.statusCode().value();
        if (Statuses.isOverflow(status)) {
            recordings.lostAtSource(item.channel());
        }
        Object raw = data.value().value();
        if (raw != null) {
            recordings.take(new Recording(
                    item.channel(),
                    content(raw),
                    status,
                    Times.nanos(data.sourceTime(), data.sourcePicoseconds()),
                    receivedNanos));
        }
    }

    /** Arrays of any of the number types; the library gives them boxed. */
    static Content content(Object raw) {
        return switch (raw) {
            case Number[] numbers -> {
                double[] samples = new double[numbers.length];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = value(numbers[i]);
                }
                yield new Content.Samples(samples);
            }
            case double[] samples -> new Content.Samples(samples.clone());
            default ->
                new Content.Unreadable("the server sends "
                        + (raw.getClass().isArray() ? "an array of " : "one ")
                        + (raw.getClass().isArray() ? raw.getClass().getComponentType() : raw.getClass())
                                .getSimpleName()
                        + ", which is no array of numbers");
        };
    }

    private static double value(@Nullable Number number) {
        return number == null ? Double.NaN : number.doubleValue();
    }
}
