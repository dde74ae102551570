package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;

/** Raw values out of a server's history (OPC 10000-11, 6.5.3). */
record HistoryRead(Link link, Notifications.Context context) {

    private static final int VALUES_PER_NODE = 2_000;
    private static final int HISTORY_READ = 0x04;

    /** By how much the time of a sample may lie before the time at which it was published. */
    static final long SLACK_NANOS = Duration.ofSeconds(2).toNanos();

    /**
     * What is wanted of one item, or still wanted of it.
     *
     * @param afterNanos older than this, and that old, is known or not asked for
     * @param continuation where the server goes on; null at the beginning
     */
    record Span(Item.OfSignal item, NodeId node, long startNanos, long afterNanos, ByteString continuation) {

        Span(Item.OfSignal item, NodeId node, long sinceNanos, long lastNanos) {
            this(item, node, sinceNanos - SLACK_NANOS, lastNanos, ByteString.NULL_VALUE);
        }

        /** True when its next live value is there, at which the gap ends. */
        boolean isBounded() {
            return item.resumedNanos() != Reading.UNKNOWN_TIME;
        }

        boolean isWithin(long nanos) {
            return nanos > afterNanos && nanos >= startNanos && (!isBounded() || nanos < item.resumedNanos());
        }

        Span from(ByteString next) {
            return new Span(item, node, startNanos, afterNanos, next);
        }
    }

    /** Whether each node's history may be read by this login. */
    List<Boolean> isKept(List<NodeId> nodes) throws UaException {
        List<Boolean> answers = new ArrayList<>(nodes.size());
        int most = link.facts().nodesPerCall();
        for (int from = 0; from < nodes.size(); from += most) {
            List<ReadValueId> batch = nodes.subList(from, Math.min(nodes.size(), from + most)).stream()
                    .map(node ->
                            new ReadValueId(node, AttributeId.UserAccessLevel.uid(), null, QualifiedName.NULL_VALUE))
                    .toList();
            for (DataValue value :
                    link.client().read(0.0, TimestampsToReturn.Neither, batch).getResults()) {
                answers.add(value.value().value() instanceof UByte level && (level.intValue() & HISTORY_READ) != 0);
            }
        }
        return answers;
    }

    /**
     * One call; readings are added to {@code events}, and {@code of} is told of each span that is not at its end.
     *
     * @throws UaException where the call as a whole failed: nothing was told then
     */
    void read(List<Span> batch, List<Event> events, GapFilling of) throws UaException {
        HistoryReadResult[] results = call(batch);
        for (int i = 0; i < batch.size(); i++) {
            Span span = batch.get(i);
            if (results == null || i >= results.length) {
                refuse(span, of);
            } else if (isCrowded(results[i]) && batch.size() > 1) {
                of.crowded(span);
            } else if (results[i].getStatusCode().isBad()) {
                refuse(span, of);
            } else {
                take(span, results[i], events, of);
                ByteString next = results[i].getContinuationPoint();
                if (next != null && next.isNotNull() && next.length() > 0) {
                    of.unfinished(span.from(next));
                }
            }
        }
    }

    private HistoryReadResult @Nullable [] call(List<Span> batch) throws UaException {
        return link.client()
                .historyRead(
                        details(batch),
                        TimestampsToReturn.Both,
                        false,
                        batch.stream()
                                .map(span -> new HistoryReadValueId(
                                        span.node(), null, QualifiedName.NULL_VALUE, span.continuation()))
                                .toList())
                .getResults();
    }

    /** It can say where it left off for a few nodes at a time only. */
    private static boolean isCrowded(HistoryReadResult result) {
        return result.getStatusCode().value() == StatusCodes.Bad_NoContinuationPoints;
    }

    private void refuse(Span span, GapFilling of) {
        context.readings().faults().add("history");
        of.refused(span);
    }

    private ReadRawModifiedDetails details(List<Span> batch) {
        long start = batch.stream().mapToLong(Span::startNanos).min().orElseThrow();
        long now = Times.nanos(context.clock().instant());
        long end = batch.stream()
                .mapToLong(span -> span.isBounded() ? span.item().resumedNanos() : now)
                .max()
                .orElseThrow();
        return new ReadRawModifiedDetails(
                false,
                Times.dateTime(start),
                Times.dateTime(Math.max(end, start + 1_000_000)),
                uint(VALUES_PER_NODE),
                false);
    }

    private void take(Span span, HistoryReadResult result, List<Event> events, GapFilling of) {
        if (result.getHistoryData() == null
                || !(result.getHistoryData().decode(link.client().getStaticEncodingContext())
                        instanceof HistoryData data)
                || data.getDataValues() == null) {
            return;
        }
        long receivedNanos = Times.nanos(context.clock().instant());
        for (DataValue value : data.getDataValues()) {
            long sourceNanos = Times.nanos(value.sourceTime(), value.sourcePicoseconds());
            long nanos = sourceNanos != Reading.UNKNOWN_TIME
                    ? sourceNanos
                    : Times.nanos(value.serverTime(), value.serverPicoseconds());
            of.began(span.item(), nanos);
            if (span.isWithin(nanos)) {
                context.readings().add(span.item(), value, receivedNanos, Origin.BACKFILLED, events);
            }
        }
    }
}
