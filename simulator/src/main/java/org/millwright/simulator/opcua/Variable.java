package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.milo.opcua.sdk.server.AddressSpace.WriteContext;
import org.eclipse.milo.opcua.sdk.server.AttributeWriter;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/**
 * One variable of the server. A new value goes straight into the queue of every monitored item, so each change reaches
 * a client whose queue is long enough; sampling on a timer would miss some. Thread safe.
 */
public final class Variable {

    private final VariableSpec spec;
    private final UaVariableNode node;
    private final LongAdder published;
    private final List<DataItem> items = new ArrayList<>(1);
    private @Nullable Object value;
    private final @Nullable History history;
    private Runnable writeListener = () -> {};

    Variable(VariableSpec spec, UaVariableNode node, LongAdder published, @Nullable History history) {
        this.spec = spec;
        this.node = node;
        this.published = published;
        this.history = history;
        this.value = spec.writable() ? spec.type().initial() : null;
    }

    public VariableSpec spec() {
        return spec;
    }

    /** The last value, pushed or written; of a writable variable the type's zero before that. */
    public synchronized Object value() {
        return requireNonNull(value, spec.id() + " has no value yet");
    }

    /** What clients see before the first value: nothing that could be taken for a measurement. */
    static DataValue initial(VariableSpec spec) {
        DateTime now = DateTime.now();
        return spec.writable()
                ? new DataValue(spec.type().toVariant(spec.type().initial()), StatusCode.GOOD, now, now)
                : new DataValue(Variant.NULL_VALUE, new StatusCode(StatusCodes.Bad_WaitingForInitialData), now, now);
    }

    /**
     * Shows a value from now on. An unchanged value is not sent to clients (OPC 10000-4, StatusValue trigger), but its
     * time is kept for those that read.
     *
     * @param value of the Java type that {@link DataType} names
     * @param sourceTime when it was so at its source; OPC UA keeps 100 ns
     */
    public void push(Object value, Instant sourceTime) {
        push(value, Stamp.of(sourceTime));
    }

    /** For many variables at one time: the caller makes the times once. */
    public void push(Object newValue, Stamp stamp) {
        DataValue data =
                new DataValue(spec.type().toVariant(newValue), StatusCode.GOOD, stamp.source(), stamp.server());
        synchronized (this) {
            if (!newValue.equals(value)) {
                published.increment();
                remember(stamp.source(), newValue);
            }
            value = newValue;
            // Past the node's filter chain, which costs more than all the rest at 100,000 values a second.
            node.setAttribute(AttributeId.Value, data);
            deliver(data);
        }
    }

    /** @param listener runs on the server's thread after a client has written; must not block */
    public synchronized void onWrite(Runnable listener) {
        writeListener = listener;
    }

    StatusCode write(WriteContext context, WriteValue request) {
        Object written = request.getValue().value().value();
        if (written != null && written.getClass().isArray()) {
            return new StatusCode(StatusCodes.Bad_TypeMismatch);
        }
        if (!request.getValue().statusCode().isGood()) {
            // A PLC input has no quality: a value that its writer doubts is not taken.
            return new StatusCode(StatusCodes.Bad_WriteNotSupported);
        }
        Runnable listener;
        synchronized (this) {
            StatusCode result = AttributeWriter.writeAttribute(
                    context, node, request.getAttributeId(), request.getValue(), request.getIndexRange());
            if (!result.isGood()) {
                return result;
            }
            DataValue data = current();
            Object now = spec.type().fromVariant(requireNonNull(data.value().value(), "Milo let a null through"));
            if (!now.equals(value)) {
                remember(data.sourceTime() == null ? DateTime.now() : data.sourceTime(), now);
            }
            value = now;
            deliver(data);
            listener = writeListener;
        }
        listener.run();
        return StatusCode.GOOD;
    }

    synchronized void attach(DataItem item) {
        items.add(item);
        if (item.isSamplingEnabled()) {
            item.setValue(current());
        }
    }

    synchronized void detach(DataItem item) {
        items.remove(item);
    }

    /** After a monitoring mode changed: what was switched on starts with the present value. */
    synchronized void refresh(DataItem item) {
        if (item.isSamplingEnabled()) {
            item.setValue(current());
        }
    }

    synchronized boolean monitored() {
        return !items.isEmpty();
    }

    private void remember(DateTime when, Object what) {
        if (history != null) {
            history.add(when.getUtcTime(), what);
        }
    }

    @Nullable
    History history() {
        return history;
    }

    private DataValue current() {
        return (DataValue) node.getAttribute(AttributeId.Value);
    }

    private void deliver(DataValue data) {
        for (DataItem item : items) {
            if (item.isSamplingEnabled()) {
                item.setValue(data);
            }
        }
    }
}
