package org.millwright.simulator.opcua;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/**
 * HistoryRead of raw values (OPC 10000-11, 6.5.3), with continuation points. Bounding values are not returned. A kept
 * value's server time is its source time. Thread safe.
 */
final class HistoryReads {

    /** Of all nodes of a call together: a response stays well below the two megabytes that clients take. */
    private static final int MOST_VALUES_A_CALL = 20_000;

    private static final int MOST_OPEN_A_SESSION = 250;

    /** @param left values that this read may still bring */
    private record Open(NodeId node, History.Query query, long left) {}

    private final OpcUaServer server;
    private final Map<NodeId, Map<ByteString, Open>> openBySession = new ConcurrentHashMap<>();
    private final AtomicLong points = new AtomicLong();

    HistoryReads(OpcUaServer server) {
        this.server = server;
    }

    /** Looks a node up among those that the server keeps a history of. */
    interface Nodes {

        /** Throws a {@link Refused} for a node that is not known, or not kept. */
        History history(NodeId node);
    }

    /** The one node's result is this status. */
    static final class Refused extends RuntimeException {

        private final long status;

        Refused(long status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    List<HistoryReadResult> read(
            Session session,
            HistoryReadDetails details,
            TimestampsToReturn times,
            List<HistoryReadValueId> requested,
            Nodes nodes) {
        int mostEach = Math.max(1, MOST_VALUES_A_CALL / requested.size());
        List<HistoryReadResult> results = new ArrayList<>(requested.size());
        for (HistoryReadValueId one : requested) {
            try {
                Open open = resumed(session, one, details);
                results.add(page(session, open, mostEach, details, times, nodes));
            } catch (Refused refused) {
                results.add(new HistoryReadResult(new StatusCode(refused.status), null, null));
            }
        }
        return results;
    }

    /** Forgets the points of {@code requested}: their clients have seen enough. */
    List<HistoryReadResult> release(Session session, List<HistoryReadValueId> requested) {
        Map<ByteString, Open> open = of(session);
        return requested.stream()
                .map(one -> open.remove(one.getContinuationPoint()) == null
                        ? StatusCodes.Bad_ContinuationPointInvalid
                        : StatusCodes.Good)
                .map(status -> new HistoryReadResult(new StatusCode(status), null, null))
                .toList();
    }

    private Open resumed(Session session, HistoryReadValueId requested, HistoryReadDetails details) {
        if (!(details instanceof ReadRawModifiedDetails raw) || raw.getIsReadModified()) {
            throw new Refused(StatusCodes.Bad_HistoryOperationUnsupported);
        }
        ByteString point = requested.getContinuationPoint();
        if (point == null || point.isNullOrEmpty()) {
            return begin(requested.getNodeId(), raw);
        }
        Open open = of(session).remove(point);
        if (open == null || !open.node().equals(requested.getNodeId())) {
            throw new Refused(StatusCodes.Bad_ContinuationPointInvalid);
        }
        return open;
    }

    private static Open begin(NodeId node, ReadRawModifiedDetails raw) {
        long start = raw.getStartTime().getUtcTime();
        long end = raw.getEndTime().getUtcTime();
        long most = raw.getNumValuesPerNode().longValue();
        if ((start == 0 && end == 0) || (most == 0 && (start == 0 || end == 0))) {
            throw new Refused(StatusCodes.Bad_HistoryOperationInvalid);
        }
        // With one end only, the number says how far to go; with both it says how much to send at once.
        if (start == 0) {
            return new Open(node, new History.Query(0, end, true, 0), most);
        }
        if (end == 0) {
            return new Open(node, new History.Query(start, Long.MAX_VALUE, false, 0), most);
        }
        // The start belongs to the range, the end does not.
        History.Query query = end < start
                ? new History.Query(end + 1, start, true, 0)
                : new History.Query(start, Math.max(start, end - 1), false, 0);
        return new Open(node, query, Long.MAX_VALUE);
    }

    private HistoryReadResult page(
            Session session,
            Open open,
            int mostEach,
            HistoryReadDetails details,
            TimestampsToReturn times,
            Nodes nodes) {
        long asked = ((ReadRawModifiedDetails) details).getNumValuesPerNode().longValue();
        int most = (int) Math.min(Math.min(mostEach, open.left()), asked == 0 ? Long.MAX_VALUE : asked);
        History history = nodes.history(open.node());
        History.Page page = history.read(open.query(), most);
        List<History.Kept> values = page.values();
        long left = open.left() == Long.MAX_VALUE ? Long.MAX_VALUE : open.left() - values.size();
        ByteString point = page.more() && left > 0 ? keep(session, after(open, values, left)) : null;
        HistoryData data = new HistoryData(
                values.stream().map(kept -> dataValue(history, kept, times)).toArray(DataValue[]::new));
        return new HistoryReadResult(
                new StatusCode(values.isEmpty() ? StatusCodes.Good_NoData : StatusCodes.Good),
                point,
                ExtensionObject.encode(server.getStaticEncodingContext(), data));
    }

    /** Goes on at the time of the last value, past those of this time that are given out. */
    private static Open after(Open open, List<History.Kept> given, long left) {
        long last = given.getLast().ticks();
        History.Query query = open.query();
        int ofThisTime =
                (int) given.stream().filter(kept -> kept.ticks() == last).count();
        boolean allOfThisTime = ofThisTime == given.size();
        int skip = ofThisTime + (allOfThisTime && last == first(query) ? query.skip() : 0);
        History.Query rest = query.newestFirst()
                ? new History.Query(query.low(), last, true, skip)
                : new History.Query(last, query.high(), false, skip);
        return new Open(open.node(), rest, left);
    }

    private static long first(History.Query query) {
        return query.newestFirst() ? query.high() : query.low();
    }

    private ByteString keep(Session session, Open open) {
        Map<ByteString, Open> ofSession = of(session);
        if (ofSession.size() >= MOST_OPEN_A_SESSION) {
            throw new Refused(StatusCodes.Bad_NoContinuationPoints);
        }
        ByteString point = ByteString.of(
                ByteBuffer.allocate(8).putLong(points.incrementAndGet()).array());
        ofSession.put(point, open);
        return point;
    }

    private Map<ByteString, Open> of(Session session) {
        return openBySession.computeIfAbsent(session.getSessionId(), id -> {
            session.addLifecycleListener((closed, deleted) -> openBySession.remove(id));
            return new ConcurrentHashMap<>();
        });
    }

    private static DataValue dataValue(History history, History.Kept kept, TimestampsToReturn times) {
        DateTime time = new DateTime(kept.ticks());
        return new DataValue(
                history.variant(kept),
                StatusCode.GOOD,
                times == TimestampsToReturn.Server || times == TimestampsToReturn.Neither ? null : time,
                times == TimestampsToReturn.Source || times == TimestampsToReturn.Neither ? null : time);
    }
}
