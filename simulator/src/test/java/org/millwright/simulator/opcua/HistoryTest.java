package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.process.Ports;

/** HistoryRead of raw values (OPC 10000-11, 6.5.3), read by a real client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BEATS = 1_000;

    @TempDir
    static Path folder;

    private PlantServer server;
    private TestClient client;

    @BeforeAll
    void pushABeatASecondAndStart() throws Exception {
        int port = Ports.reserve("OPC UA", "--opcua-port", "127.0.0.1", 0);
        ServerSettings settings = new ServerSettings("127.0.0.1", port, folder, null, true, true, true)
                .with(new HistorySettings(Duration.ofHours(2), HistorySettings.USUAL_BYTES), ServerQuirks.NONE);
        server = new PlantServer(settings);
        Folder line = server.folder("Line");
        Variable number = line.variable(VariableSpec.readOnly("Number", "Number", DataType.DOUBLE));
        Variable text = line.variable(VariableSpec.readOnly("Text", "Text", DataType.STRING));
        Variable whole = line.variable(VariableSpec.readOnly("Whole", "Whole", DataType.UINT32));
        Variable flag = line.variable(VariableSpec.readOnly("Flag", "Flag", DataType.BOOLEAN));
        for (int beat = 0; beat < BEATS; beat++) {
            Instant when = START.plusSeconds(beat);
            number.push((double) beat, when);
            text.push(beat < 500 ? "früh" : "spät", when);
            whole.push(4_000_000_000L + beat, when);
            flag.push(beat % 2 == 0, when);
        }
        server.listen();
        client = TestClient.withoutSecurity(server.endpointUrl(), TestClient.anonymous());
    }

    @AfterAll
    void stop() throws UaException {
        client.close();
        server.close();
    }

    private HistoryReadResult read(NodeId node, Instant from, Instant to, int most, ByteString point)
            throws UaException {
        return history(node, dateTime(from), dateTime(to), most, point, false);
    }

    private HistoryReadResult history(
            NodeId node, DateTime from, DateTime to, int most, ByteString point, boolean release) throws UaException {
        return client.milo()
                .historyRead(
                        new ReadRawModifiedDetails(false, from, to, uint(most), false),
                        TimestampsToReturn.Source,
                        release,
                        List.of(new HistoryReadValueId(node, null, QualifiedName.NULL_VALUE, point)))
                .getResults()[0];
    }

    private static DateTime dateTime(Instant instant) {
        return instant.equals(Instant.MIN) ? DateTime.NULL_VALUE : new DateTime(instant);
    }

    private List<DataValue> values(HistoryReadResult result) {
        HistoryData data =
                (HistoryData) result.getHistoryData().decode(client.milo().getStaticEncodingContext());
        return List.of(data.getDataValues());
    }

    private List<Object> contents(HistoryReadResult result) {
        return values(result).stream().map(value -> value.value().value()).toList();
    }

    @Test
    void aRangeBringsEveryValueWithItsOwnTimeStartIncludedEndNot() throws Exception {
        HistoryReadResult result =
                read(client.node("Number"), START.plusSeconds(10), START.plusSeconds(20), 0, ByteString.NULL_VALUE);
        assertThat(result.getStatusCode().isGood()).isTrue();
        assertThat(contents(result)).containsExactly(10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0);
        assertThat(TestClient.sourceTime(values(result).getFirst())).isEqualTo(START.plusSeconds(10));
        assertThat(values(result).getFirst().serverTime()).isIn(null, DateTime.NULL_VALUE);
    }

    @Test
    void aReversedRangeComesNewestFirst() throws Exception {
        HistoryReadResult result =
                read(client.node("Number"), START.plusSeconds(20), START.plusSeconds(17), 0, ByteString.NULL_VALUE);
        assertThat(contents(result)).containsExactly(20.0, 19.0, 18.0);
    }

    @Test
    void oneEndAndANumberGoThatFar() throws Exception {
        NodeId node = client.node("Number");
        HistoryReadResult forward = read(node, START.plusSeconds(5), Instant.MIN, 3, ByteString.NULL_VALUE);
        assertThat(contents(forward)).containsExactly(5.0, 6.0, 7.0);
        assertThat(forward.getContinuationPoint().isNullOrEmpty()).isTrue();
        assertThat(contents(read(node, Instant.MIN, START.plusSeconds(5), 3, ByteString.NULL_VALUE)))
                .containsExactly(5.0, 4.0, 3.0);
        assertThat(read(node, START, Instant.MIN, 0, ByteString.NULL_VALUE)
                        .getStatusCode()
                        .value())
                .isEqualTo(StatusCodes.Bad_HistoryOperationInvalid);
    }

    @Test
    void continuationPointsBringTheRestWithoutGapOrRepetition() throws Exception {
        NodeId node = client.node("Number");
        List<Object> all = new ArrayList<>();
        ByteString point = ByteString.NULL_VALUE;
        int calls = 0;
        do {
            HistoryReadResult result = read(node, START, START.plusSeconds(BEATS), 300, point);
            all.addAll(contents(result));
            point = result.getContinuationPoint();
            calls++;
        } while (!point.isNullOrEmpty());
        assertThat(calls).isEqualTo(4);
        assertThat(all)
                .hasSize(BEATS)
                .startsWith(0.0, 1.0)
                .endsWith(998.0, 999.0)
                .doesNotHaveDuplicates();
    }

    @Test
    void aReleasedOrUsedContinuationPointIsInvalid() throws Exception {
        NodeId node = client.node("Number");
        Instant end = START.plusSeconds(BEATS);
        ByteString point = read(node, START, end, 10, ByteString.NULL_VALUE).getContinuationPoint();
        HistoryReadResult released = history(node, dateTime(START), dateTime(end), 10, point, true);
        assertThat(released.getStatusCode().isGood()).isTrue();
        assertThat(read(node, START, end, 10, point).getStatusCode().value())
                .isEqualTo(StatusCodes.Bad_ContinuationPointInvalid);
        ByteString other = read(node, START, end, 10, ByteString.NULL_VALUE).getContinuationPoint();
        assertThat(read(node, START, end, 10, other).getStatusCode().isGood()).isTrue();
        assertThat(read(node, START, end, 10, other).getStatusCode().value())
                .isEqualTo(StatusCodes.Bad_ContinuationPointInvalid);
    }

    @Test
    void everyTypeComesBackAsItWasAndOnlyItsChanges() throws Exception {
        Instant end = START.plusSeconds(BEATS);
        assertThat(contents(read(client.node("Text"), START, end, 0, ByteString.NULL_VALUE)))
                .containsExactly("früh", "spät");
        assertThat(contents(read(client.node("Whole"), START, end, 0, ByteString.NULL_VALUE)))
                .hasSize(BEATS)
                .endsWith(uint(4_000_000_999L));
        assertThat(contents(read(client.node("Flag"), START, end, 3, ByteString.NULL_VALUE)))
                .containsExactly(true, false, true);
    }

    @Test
    void unknownNodesNodesWithoutHistoryAndEmptyRangesSaySo() throws Exception {
        Instant end = START.plusSeconds(BEATS);
        NodeId unknown = client.node("NotThere");
        assertThat(read(unknown, START, end, 0, ByteString.NULL_VALUE)
                        .getStatusCode()
                        .value())
                .isEqualTo(StatusCodes.Bad_NodeIdUnknown);
        assertThat(read(client.node("Line"), START, end, 0, ByteString.NULL_VALUE)
                        .getStatusCode()
                        .value())
                .isEqualTo(StatusCodes.Bad_HistoryOperationUnsupported);
        assertThat(read(client.node("Number"), end, end.plusSeconds(5), 0, ByteString.NULL_VALUE)
                        .getStatusCode()
                        .value())
                .isEqualTo(StatusCodes.Good_NoData);
    }

    @Test
    void aVariableSaysThatItsHistoryCanBeRead() throws Exception {
        NodeId node = client.node("Number");
        List<DataValue> answers = Arrays.asList(client.milo()
                .read(
                        0,
                        TimestampsToReturn.Neither,
                        List.of(
                                new ReadValueId(node, AttributeId.Historizing.uid(), null, QualifiedName.NULL_VALUE),
                                new ReadValueId(node, AttributeId.AccessLevel.uid(), null, QualifiedName.NULL_VALUE)))
                .getResults());
        assertThat(answers.get(0).value().value()).isEqualTo(true);
        assertThat(((Number) requireNonNull(answers.get(1).value().value())).intValue() & 0x04)
                .as("HistoryRead of the AccessLevel (OPC 10000-3, 8.57)")
                .isNotZero();
    }

    @Test
    void whatIsOlderThanTheRangeOrAboveTheBytesGoesOldestFirst() {
        AtomicLong bytes = new AtomicLong();
        History history = new History(DataType.DOUBLE, new HistorySettings(Duration.ofHours(1), 20_000), bytes);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            history.add(1_000_000L * i, random.nextGaussian());
        }
        assertThat(bytes.get()).isLessThan(24_000);
        History.Page page = history.read(new History.Query(0, Long.MAX_VALUE, false, 0), 100_000);
        assertThat(page.values().getLast().ticks()).isEqualTo(99_999L * 1_000_000);
        assertThat(page.values().getFirst().ticks()).isGreaterThan(95_000L * 1_000_000);
    }

    @Test
    void valuesOfASourceWhoseClockWasSetBackAreServedByTime() {
        History history = new History(
                DataType.INT64,
                new HistorySettings(Duration.ofHours(1), HistorySettings.USUAL_BYTES),
                new AtomicLong());
        for (long i = 1; i <= 10; i++) {
            history.add(10 * i, i);
        }
        for (long i = 11; i <= 15; i++) {
            history.add(10 * i - 55, i);
        }
        List<History.Kept> all = new ArrayList<>();
        History.Page page = history.read(new History.Query(50, 100, false, 0), 4);
        all.addAll(page.values());
        assertThat(page.more()).isTrue();
        page = history.read(new History.Query(all.getLast().ticks(), 100, false, 1), 100);
        all.addAll(page.values());
        assertThat(all).isSortedAccordingTo(java.util.Comparator.comparingLong(History.Kept::ticks));
        assertThat(all).hasSize(11);
    }
}
