package org.millwright.edge.lineprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowDiagnosis;
import org.millwright.edge.signal.ShadowPrognosis;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;

class LineProtocolTest {

    private static final Signal FORCE = Plant.signal("press", "RamForce", ValueType.NUMBER);

    private int signals;
    private final LineProtocol protocol = new LineProtocol();
    private final LineBuffer buffer = new LineBuffer(1_024);

    @Test
    void aReadingIsOneRowUnderItsMachineKindWithValueQualityAndThreeTimes() {
        assertThat(lines(new Reading(
                        FORCE,
                        new Value.Numeric(812.5),
                        0,
                        1_767_225_600_123_456_789L,
                        1_767_225_600_123_456_800L,
                        1_767_225_600_200_000_000L)))
                .containsExactly(
                        "press,enterprise=acme,site=graz,area=hall-2,line=line-1,machine=press-1,signal=RamForce"
                                + " quality=\"good\",number=812.5,server=1767225600123456800i,received=1767225600200000000i"
                                + " 1767225600123456789");
    }

    @Test
    void aWaveformsDiagnosisIsOneRowUnderItsMachineAndItsNameWithWhatIsKnown() {
        assertThat(lines(Plant.vibration(Plant.machine("spindle"), Plant.START)))
                .containsExactly(
                        "vibration,enterprise=acme,site=graz,area=hall-2,line=line-1,machine=spindle-1,signal=vibration"
                                + " diagnosis=\"inner_race\",health=\"maintenance_required\",part=\"front bearing\","
                                + "reason=\"inner race: BPFI stands out by 17.4 dB at 812.10 Hz\",confidence=0.9,"
                                + "standing=\"inner_race\",agreeing=4i,hertz=812.1,expected_hertz=814.2,decibels=17.4,"
                                + "band_low_hertz=3200.0,band_high_hertz=4800.0,rms=3.2,peak=21.0,crest=6.6,kurtosis=5.4,"
                                + "outer_decibels=2.0,inner_decibels=17.4,ball_decibels=3.0,impulsive_low_hertz=3200.0,"
                                + "impulsive_high_hertz=4800.0,impulsive_kurtosis=4.5,band_1_decibels=-12.0,"
                                + "band_2_decibels=-3.5,shaft_per_minute=9022.0,rate_hertz=25600.0,samples=16384i,decided="
                                + Plant.START + "i " + Plant.START);
    }

    @Test
    void aDiagnosisIsOneRowUnderItsMachineWithWhatItHas() {
        Machine press = Plant.machine("press");
        String tags = "enterprise=acme,site=graz,area=hall-2,line=line-1,machine=press-1 ";
        Diagnosis mode = Plant.diagnosis(press, Plant.START);
        Diagnosis quantity = new Diagnosis(
                press,
                new Diagnosis.Answer.Quantity("wear", 0.25, "mm", true, ""),
                List.of(),
                Prognosis.Health.NORMAL,
                "sha256:tree",
                Plant.START + 1,
                Plant.START);
        Diagnosis uncertain = new Diagnosis(
                press,
                new Diagnosis.Answer.Uncertain("stale", "Torque is stale"),
                List.of(),
                Prognosis.Health.FUNCTION_CHECK,
                "",
                Plant.START + 2,
                Plant.START);
        assertThat(lines(mode, quantity, uncertain, new ShadowDiagnosis(uncertain, mode)))
                .containsExactly(
                        "diagnosis," + tags
                                + "answer=\"mode\",health=\"maintenance_required\",mode=\"overload\",probability=0.97,"
                                + "others=\"none 0.02, overheating 0.01\",because=\"Torque 62 Nm (+3.1), Grade M (+0.8)\","
                                + "standing=\"overload\",agreeing=4i,model=\"sha256:tree\",decided="
                                + (Plant.START + 1_000) + "i " + Plant.START,
                        "diagnosis," + tags
                                + "answer=\"quantity\",health=\"normal\",quantity=\"wear\",value=0.25,unit=\"mm\","
                                + "model=\"sha256:tree\",decided=" + Plant.START + "i " + (Plant.START + 1),
                        "diagnosis," + tags
                                + "answer=\"uncertain\",health=\"function_check\",cause=\"stale\","
                                + "reason=\"Torque is stale\",decided=" + Plant.START + "i " + (Plant.START + 2),
                        "shadow," + tags
                                + "result=\"uncertain\",live_result=\"overload\",live_score=0.97,agrees=0i,"
                                + "reason=\"Torque is stale\",live_model=\"sha256:tree\",decided=" + Plant.START + "i "
                                + Plant.START);
        assertThat(new ShadowDiagnosis(quantity, quantity).difference()).isZero();
        assertThat(new ShadowDiagnosis(quantity, mode).isComparable()).isFalse();
    }

    @Test
    void eachTypeHasItsOwnField() {
        assertThat(fields(new Value.Whole(-42), ValueType.WHOLE)).containsEntry("whole", -42L);
        assertThat(fields(new Value.Whole(Long.MIN_VALUE), ValueType.WHOLE)).containsEntry("whole", Long.MIN_VALUE);
        assertThat(fields(new Value.Flag(true), ValueType.FLAG)).containsEntry("flag", true);
        assertThat(fields(new Value.Flag(false), ValueType.FLAG)).containsEntry("flag", false);
        assertThat(fields(new Value.Text("on"), ValueType.TEXT)).containsEntry("text", "on");
        assertThat(fields(new Value.Whole(7), ValueType.NUMBER)).containsEntry("number", 7.0);
    }

    @Test
    void aValueThatCannotBeStoredIsLeftOutCountedAndNamed() {
        assertThat(fields(new Value.Numeric(Double.NaN), ValueType.NUMBER))
                .containsEntry("absent", "nan")
                .doesNotContainKey("number");
        assertThat(fields(new Value.Numeric(Double.NEGATIVE_INFINITY), ValueType.NUMBER))
                .containsEntry("absent", "infinite");
        assertThat(fields(Value.MISSING, ValueType.TEXT)).containsEntry("absent", "missing");
        assertThat(fields(new Value.Text("12"), ValueType.NUMBER)).containsEntry("absent", "type");
        assertThat(fields(new Value.Whole(Long.MAX_VALUE), ValueType.NUMBER)).containsEntry("absent", "type");
        assertThat(protocol.withoutValue()).isEqualTo(5);
    }

    @Test
    void theRegimeIsAFieldOfConditionsAndFeaturesWhereItIsKnown() {
        Condition known = new Condition(
                FORCE.machine(),
                Condition.State.NORMAL,
                0.4,
                Condition.Origin.NONE,
                "",
                "",
                "",
                0,
                Plant.START,
                2,
                Plant.START);
        Condition unknown = new Condition(
                FORCE.machine(), Condition.State.UNCERTAIN, 0.4, Condition.Origin.NONE, "", "", "", 0, Plant.START);
        List<String> lines = lines(
                known, unknown, Plant.features(FORCE, 5, Plant.START).in(3), Plant.features(FORCE, 5, Plant.START));
        assertThat(ParsedLine.of(lines.get(0)).fields()).containsEntry("regime", 2L);
        assertThat(ParsedLine.of(lines.get(1)).fields()).doesNotContainKey("regime");
        assertThat(ParsedLine.of(lines.get(2)).fields()).containsEntry("regime", 3L);
        assertThat(ParsedLine.of(lines.get(3)).fields()).doesNotContainKey("regime");
    }

    @Test
    void theStatusCodeIsWrittenUnsignedAndOnlyWhenItSaysMoreThanGood() {
        Reading bad = new Reading(FORCE, Value.MISSING, 0x8034_0000, 5_000, Reading.UNKNOWN_TIME, 6_000);
        Reading uncertain = new Reading(FORCE, new Value.Numeric(1), 0x4094_0000, 7_000, Reading.UNKNOWN_TIME, 8_000);
        List<String> lines = lines(bad, uncertain);
        assertThat(ParsedLine.of(lines.get(0)).fields())
                .containsEntry("quality", "bad")
                .containsEntry("status", 0x8034_0000L)
                .doesNotContainKeys("server", "clock");
        assertThat(ParsedLine.of(lines.get(1)).fields())
                .containsEntry("quality", "uncertain")
                .containsEntry("status", 0x4094_0000L);
    }

    @Test
    void withoutASourceTimeTheRowSaysWhoseClockItsTimestampIs() {
        long none = Reading.UNKNOWN_TIME;
        ParsedLine server = ParsedLine.of(
                lines(new Reading(FORCE, new Value.Numeric(1), 0, none, 70, 90)).getFirst());
        ParsedLine agent = ParsedLine.of(lines(new Reading(FORCE, new Value.Numeric(1), 0, none, none, 90))
                .getLast());
        assertThat(server.timestamp()).isEqualTo(70);
        assertThat(server.fields()).containsEntry("clock", "server");
        assertThat(agent.timestamp()).isEqualTo(90);
        assertThat(agent.fields()).containsEntry("clock", "agent");
    }

    @Test
    void theSameReadingAgainIsADuplicateEvenWhenItIsReceivedLater() {
        Reading first = Plant.number(FORCE, 1, 100);
        Reading again = new Reading(FORCE, new Value.Numeric(1), 0, 100, 300, 900);
        assertThat(lines(first, again)).hasSize(1);
    }

    @Test
    void differentContentsWithTheSameTimeAreOneNanosecondApart() {
        Reading otherStatus = new Reading(FORCE, new Value.Numeric(1), 0x4000_0000, 100, 100, 100);
        assertThat(timestamps(
                        Plant.number(FORCE, 1, 100),
                        Plant.number(FORCE, 2, 100),
                        otherStatus,
                        Plant.number(FORCE, 1, 100),
                        Plant.number(FORCE, 5, 101)))
                .containsExactly(100L, 101L, 102L, 103L, 104L);
    }

    @Test
    void lateReadingsKeepTheirTime() {
        assertThat(timestamps(Plant.number(FORCE, 1, 100), Plant.number(FORCE, 2, 300), Plant.number(FORCE, 3, 200)))
                .containsExactly(100L, 300L, 200L);
    }

    @Test
    void aReadingOlderThanTheRowsRememberedIsCountedAsLate() {
        for (int i = 0; i < 20; i++) {
            protocol.append(Plant.number(FORCE, i, 100 + i), buffer);
        }
        assertThat(protocol.late()).isZero();
        assertThat(protocol.append(Plant.number(FORCE, 0, 100), buffer)).isNotNegative();
        assertThat(protocol.append(Plant.number(FORCE, 19, 119), buffer)).isEqualTo(~0);
        assertThat(protocol.late()).isEqualTo(1);
    }

    @Test
    void equalReadingsTimedByThisAgentAloneAreAllKept() {
        long none = Reading.UNKNOWN_TIME;
        Reading reading = new Reading(FORCE, new Value.Numeric(1), 0, none, none, 90);
        assertThat(timestamps(reading, reading)).containsExactly(90L, 91L);
    }

    @Property(tries = 300)
    void noRowIsEverWrittenOverAnother(
            @ForAll @Size(max = 30) List<@IntRange(max = 6) Integer> times,
            @ForAll @Size(min = 30, max = 30) List<@IntRange(max = 2) Integer> values) {
        LineProtocol fresh = new LineProtocol();
        LineBuffer rows = new LineBuffer(64);
        int duplicates = 0;
        for (int i = 0; i < times.size(); i++) {
            duplicates += fresh.append(Plant.number(FORCE, values.get(i), times.get(i)), rows) < 0 ? 1 : 0;
        }
        Set<Long> distinct = new HashSet<>();
        textLines(rows).forEach(line -> distinct.add(ParsedLine.of(line).timestamp()));
        assertThat(distinct.size())
                .isBetween((int) (times.size() - duplicates - fresh.late()), times.size() - duplicates);
        assertThat(textLines(rows)).hasSize(times.size() - duplicates);
    }

    @Property(tries = 500)
    void anyNamesAndTextsComeBackByTheGrammarOfTheProtocol(
            @ForAll String kind, @ForAll String machine, @ForAll String name, @ForAll String text) {
        Machine strange = new Machine(new SitePath("a b", "c=d", "e,f", "g\\h"), machine, kind);
        Reading reading = Plant.good(new Signal(strange, name, ValueType.TEXT, ""), new Value.Text(text), Plant.START);
        LineBuffer rows = new LineBuffer(64);
        new LineProtocol().append(reading, rows);
        assertThat(textLines(rows)).hasSize(1);
        ParsedLine line = ParsedLine.of(textLines(rows).getFirst());
        assertThat(line.measurement()).isEqualTo(Tags.measurement(kind)).matches("[\\p{L}\\p{N}_-]+");
        assertThat(line.tags())
                .containsEntry("enterprise", "a b")
                .containsEntry("site", "c=d")
                .containsEntry("area", "e,f")
                .containsEntry("line", "g/h");
        assertThat(line.tags().getOrDefault("signal", ""))
                .isEqualTo(asStored(name).replace('\\', '/'));
        assertThat(line.tags().getOrDefault("machine", ""))
                .isEqualTo(asStored(machine).replace('\\', '/'));
        assertThat(line.fields()).containsEntry("text", asStored(text));
    }

    @Property(tries = 500)
    void anyFiniteNumberAndAnyTimeComeBackExactly(@ForAll double number, @ForAll long whole, @ForAll long time) {
        assertThat(fields(new Value.Whole(whole), ValueType.WHOLE)).containsEntry("whole", whole);
        if (Double.isFinite(number)) {
            assertThat(fields(new Value.Numeric(number), ValueType.NUMBER)).containsEntry("number", number);
        }
        if (time != Reading.UNKNOWN_TIME) {
            LineBuffer rows = new LineBuffer(64);
            new LineProtocol().append(Plant.number(FORCE, 1, time), rows);
            assertThat(ParsedLine.of(textLines(rows).getFirst()).timestamp()).isEqualTo(time);
        }
    }

    @Test
    void aModelOnTrialHasATableOfItsOwnAndNeverThatOfVerdicts() {
        Verdict live = Plant.verdict(Plant.machine("conveyor"), 7, Verdict.Result.GOOD, Plant.START);
        Verdict shadow = Plant.verdict(Plant.machine("conveyor"), 7, Verdict.Result.DEFECT, Plant.START);

        ParsedLine line = ParsedLine.of(lines(new ShadowVerdict(shadow, live)).getFirst());

        assertThat(line.measurement()).isEqualTo("shadow");
        assertThat(line.fields())
                .containsEntry("result", "defect")
                .containsEntry("live_result", "good")
                .containsEntry("agrees", 0L);
    }

    @Test
    void aLifeOnTrialStandsBesideTheLiveOneInTheSameTableAsOtherTrials() {
        Prognosis live = Plant.prognosis(Plant.machine("spindle"), 100, Plant.START);
        Prognosis shadow = Plant.prognosis(Plant.machine("spindle"), 60, Plant.START);

        ParsedLine line = ParsedLine.of(lines(new ShadowPrognosis(shadow, live)).getFirst());

        assertThat(line.measurement()).isEqualTo("shadow");
        assertThat(line.fields())
                .containsEntry("remaining_life", 60.0)
                .containsEntry("live_life", 100.0)
                .containsEntry("live_low", 70.0)
                .containsEntry("difference", -40.0)
                .containsEntry("live_health", "maintenance_required")
                .containsEntry("model", "sha256:def")
                .containsEntry("agrees", 0L);
    }

    @Test
    void aVerdictCarriesItsPartAsAFieldAndNeverAsATag() {
        ParsedLine line =
                ParsedLine.of(lines(Plant.verdict(Plant.machine("conveyor"), 7, Verdict.Result.DEFECT, Plant.START))
                        .getFirst());
        assertThat(line.measurement()).isEqualTo("verdict");
        assertThat(line.tags()).containsOnlyKeys("enterprise", "site", "area", "line", "machine");
        assertThat(line.fields())
                .containsEntry("result", "defect")
                .containsEntry("part", "part-7")
                .containsEntry("sequence", 7L)
                .containsEntry("score", 0.93)
                .containsEntry("width", 30L)
                .containsEntry("decided", Plant.START + 9_000_000)
                .doesNotContainKey("reason");
    }

    @Test
    void aPrognosisSaysLifeUnitAndHealth() {
        ParsedLine line = ParsedLine.of(lines(Plant.prognosis(Plant.machine("spindle"), Double.NaN, Plant.START))
                .getFirst());
        assertThat(line.measurement()).isEqualTo("prognosis");
        assertThat(line.fields())
                .containsEntry("health", "maintenance_required")
                .containsEntry("life_unit", "h")
                .doesNotContainKey("remaining_life");
    }

    @Test
    void kindsBecomeNamesThatEveryStoreTakes() {
        assertThat(Tags.measurement("Hydraulic Press/2")).isEqualTo("hydraulic_press_2");
        assertThat(Tags.measurement("プレス")).isEqualTo("プレス");
        assertThat(Tags.measurement("verdict")).isEqualTo("verdict_");
        assertThat(Tags.measurement("")).isEqualTo("_");
    }

    private static String asStored(String text) {
        StringBuilder stored = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x20) {
                stored.append((char) (0x2400 + c));
            } else if (c == 0x7F) {
                stored.append('\u2421');
            } else if (Character.isSurrogate((char) c) && c < 0x10000) {
                stored.append('?');
            } else {
                stored.appendCodePoint(c);
            }
        });
        return stored.toString();
    }

    private Map<String, Object> fields(Value value, ValueType type) {
        LineBuffer rows = new LineBuffer(64);
        protocol.append(Plant.good(Plant.signal("press", "S" + ++signals, type), value, Plant.START), rows);
        return ParsedLine.of(textLines(rows).getFirst()).fields();
    }

    private List<String> lines(Event... events) {
        for (Event event : events) {
            protocol.append(event, buffer);
        }
        return textLines(buffer);
    }

    private List<Long> timestamps(Event... events) {
        return lines(events).stream()
                .map(line -> ParsedLine.of(line).timestamp())
                .toList();
    }

    private static List<String> textLines(LineBuffer rows) {
        String text = new String(rows.array(), 0, rows.length(), StandardCharsets.UTF_8);
        assertThat(text).matches("(?s)|[^\n].*\n").doesNotContain("\n\n");
        return text.lines().toList();
    }
}
