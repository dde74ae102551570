package org.millwright.edge.lineprotocol;

import java.util.Locale;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowDiagnosis;
import org.millwright.edge.signal.ShadowPrognosis;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Vibration;

/** The fields of verdicts, prognoses, losses and notices; a few rows a second, so they are written for the reader of this file. */
final class ResultFields {

    private static final byte[] RESULT = Tags.ascii("result=");
    private static final byte[] PART = Tags.ascii(",part=");
    private static final byte[] SEQUENCE = Tags.ascii(",sequence=");
    private static final byte[] SCORE = Tags.ascii(",score=");
    private static final byte[] X = Tags.ascii(",x=");
    private static final byte[] Y = Tags.ascii(",y=");
    private static final byte[] WIDTH = Tags.ascii(",width=");
    private static final byte[] HEIGHT = Tags.ascii(",height=");
    private static final byte[] DEFECT_CLASS = Tags.ascii(",class=");
    private static final byte[] REGIONS = Tags.ascii(",regions=");
    private static final byte[] MILLIMETRES = Tags.ascii(",millimetres=");
    private static final byte[] VARIANT = Tags.ascii(",variant=");
    private static final byte[] SCORE_LIMIT = Tags.ascii(",score_limit=");
    private static final byte[] LIVE_RESULT = Tags.ascii(",live_result=");
    private static final byte[] LIVE_SCORE = Tags.ascii(",live_score=");
    private static final byte[] LIVE_MODEL = Tags.ascii(",live_model=");
    private static final byte[] LIVE_HEALTH = Tags.ascii(",live_health=");
    private static final byte[] LIVE_LIFE = Tags.ascii(",live_life=");
    private static final byte[] LIVE_LOW = Tags.ascii(",live_low=");
    private static final byte[] LIVE_HIGH = Tags.ascii(",live_high=");
    private static final byte[] DIFFERENCE = Tags.ascii(",difference=");
    private static final byte[] AGREES = Tags.ascii(",agrees=");
    private static final byte[] HEALTH = Tags.ascii("health=");
    private static final byte[] REMAINING_LIFE = Tags.ascii(",remaining_life=");
    private static final byte[] LIFE_UNIT = Tags.ascii(",life_unit=");
    private static final byte[] REASON = Tags.ascii(",reason=");
    private static final byte[] MODEL = Tags.ascii(",model=");
    private static final byte[] RECEIVED = Tags.ascii(",received=");
    static final byte[] DECIDED = Tags.ascii(",decided=");

    private static final byte[] STATE = Tags.ascii("state=");
    private static final byte[] ALSO_HEALTH = Tags.ascii(",health=");
    private static final byte[] ORIGIN = Tags.ascii(",origin=");
    private static final byte[] CAUSE = Tags.ascii(",cause=");
    private static final byte[] CONTRIBUTIONS = Tags.ascii(",contributions=");
    private static final byte[] URGENCY = Tags.ascii("urgency=");
    private static final byte[] RANK = Tags.ascii(",rank=");
    private static final byte[] WHAT = Tags.ascii(",what=");
    private static final byte[] WHY = Tags.ascii(",why=");
    private static final byte[] DUE = Tags.ascii(",due=");
    private static final byte[] WINDOW_FROM = Tags.ascii(",window_from=");
    private static final byte[] WINDOW_UNTIL = Tags.ascii(",window_until=");
    private static final byte[] RISK = Tags.ascii(",risk=");
    private static final byte[] CERTAINTY = Tags.ascii(",certainty=");
    private static final byte[] LIFE_LOW = Tags.ascii(",life_low=");
    private static final byte[] LIFE_HIGH = Tags.ascii(",life_high=");
    private static final byte[] COVERAGE = Tags.ascii(",coverage=");
    private static final byte[] WINDOW = Tags.ascii("window_seconds=");
    private static final byte[] MEAN = Tags.ascii(",mean=");
    private static final byte[] DEVIATION = Tags.ascii(",deviation=");
    private static final byte[] LOWEST = Tags.ascii(",lowest=");
    private static final byte[] HIGHEST = Tags.ascii(",highest=");
    private static final byte[] RMS = Tags.ascii(",rms=");
    private static final byte[] SKEWNESS = Tags.ascii(",skewness=");
    private static final byte[] KURTOSIS = Tags.ascii(",kurtosis=");
    private static final byte[] SLOPE = Tags.ascii(",slope_per_hour=");
    private static final byte[] KNOWN = Tags.ascii(",known_share=");
    private static final byte[] READINGS = Tags.ascii(",readings=");

    private static final byte[] REGIME = Tags.ascii(",regime=");
    private static final byte[] COUNT = Tags.ascii("count=");
    private static final byte[] SINCE = Tags.ascii(",since=");
    private static final byte[] UNTIL = Tags.ascii(",until=");
    private static final byte[] TEXT = Tags.ascii("text=");
    private static final byte[] SECONDS = Tags.ascii(",seconds=");

    private ResultFields() {}

    static void append(Event result, LineBuffer lines) {
        switch (result) {
            case Verdict verdict -> verdict(verdict, lines);
            case ShadowVerdict verdict -> shadow(verdict, lines);
            case Prognosis prognosis -> prognosis(prognosis, lines);
            case ShadowPrognosis prognosis -> shadow(prognosis, lines);
            case FeatureSet features -> features(features, lines);
            case Condition condition -> condition(condition, lines);
            case Vibration vibration -> VibrationFields.append(vibration, lines);
            case Diagnosis diagnosis -> DiagnosisFields.append(diagnosis, lines);
            case ShadowDiagnosis shadow -> DiagnosisFields.append(shadow, lines);
            case Advisory advisory -> advisory(advisory, lines);
            case Loss loss -> loss(loss, lines);
            case Notice notice -> notice(notice, lines);
            case Reading reading -> throw new IllegalArgumentException(reading + " is not a result");
        }
    }

    private static void verdict(Verdict verdict, LineBuffer lines) {
        lines.putText(RESULT, verdict.result().name().toLowerCase(Locale.ROOT));
        lines.putText(PART, verdict.part());
        lines.putWhole(SEQUENCE, verdict.sequence());
        finite(SCORE, verdict.score(), lines);
        verdict.place().ifPresent(place -> {
            lines.putWhole(X, place.x());
            lines.putWhole(Y, place.y());
            lines.putWhole(WIDTH, place.width());
            lines.putWhole(HEIGHT, place.height());
        });
        details(verdict.details(), lines);
        text(REASON, verdict.reason(), lines);
        text(MODEL, verdict.model(), lines);
        lines.putNanos(RECEIVED, verdict.receivedNanos());
        lines.putNanos(DECIDED, verdict.decidedNanos());
    }

    private static void details(Verdict.Details details, LineBuffer lines) {
        text(DEFECT_CLASS, details.defectClass(), lines);
        if (details.regions() > 0) {
            lines.putWhole(REGIONS, details.regions());
        }
        finite(MILLIMETRES, details.millimetres(), lines);
        text(VARIANT, details.variant(), lines);
        finite(SCORE_LIMIT, details.limit(), lines);
    }

    private static void shadow(ShadowVerdict verdict, LineBuffer lines) {
        Verdict shadow = verdict.shadow();
        lines.putText(RESULT, Tags.lower(shadow.result()));
        lines.putText(PART, shadow.part());
        lines.putWhole(SEQUENCE, shadow.sequence());
        finite(SCORE, shadow.score(), lines);
        details(shadow.details(), lines);
        lines.putText(LIVE_RESULT, Tags.lower(verdict.live().result()));
        finite(LIVE_SCORE, verdict.live().score(), lines);
        lines.putWhole(AGREES, verdict.agrees() ? 1 : 0);
        text(REASON, shadow.reason(), lines);
        text(MODEL, shadow.model(), lines);
        text(LIVE_MODEL, verdict.live().model(), lines);
        lines.putNanos(DECIDED, shadow.decidedNanos());
    }

    private static void shadow(ShadowPrognosis both, LineBuffer lines) {
        Prognosis live = both.live();
        life(both.shadow(), lines);
        lines.putText(LIVE_HEALTH, Tags.lower(live.health()));
        finite(LIVE_LIFE, live.remainingLife(), lines);
        live.interval().ifPresent(interval -> {
            finite(LIVE_LOW, interval.low(), lines);
            finite(LIVE_HIGH, interval.high(), lines);
        });
        finite(DIFFERENCE, both.difference(), lines);
        lines.putWhole(AGREES, both.agrees() ? 1 : 0);
        text(REASON, both.shadow().reason(), lines);
        text(MODEL, both.shadow().model(), lines);
        text(LIVE_MODEL, live.model(), lines);
        lines.putNanos(DECIDED, both.shadow().decidedNanos());
    }

    private static void prognosis(Prognosis prognosis, LineBuffer lines) {
        life(prognosis, lines);
        text(REASON, prognosis.reason(), lines);
        text(MODEL, prognosis.model(), lines);
        lines.putNanos(DECIDED, prognosis.decidedNanos());
    }

    private static void life(Prognosis prognosis, LineBuffer lines) {
        lines.putText(HEALTH, prognosis.health().name().toLowerCase(Locale.ROOT));
        finite(REMAINING_LIFE, prognosis.remainingLife(), lines);
        text(LIFE_UNIT, prognosis.lifeUnit(), lines);
        prognosis.interval().ifPresent(interval -> {
            lines.putDouble(LIFE_LOW, interval.low());
            finite(LIFE_HIGH, interval.high(), lines);
            lines.putDouble(COVERAGE, interval.coverage());
        });
    }

    private static void condition(Condition condition, LineBuffer lines) {
        lines.putText(STATE, Tags.lower(condition.state()));
        lines.putText(ALSO_HEALTH, Tags.lower(condition.health()));
        finite(SCORE, condition.score(), lines);
        if (condition.origin() != Condition.Origin.NONE) {
            lines.putText(ORIGIN, Tags.lower(condition.origin()));
        }
        text(CAUSE, condition.signal(), lines);
        text(CONTRIBUTIONS, condition.contributions(), lines);
        text(REASON, condition.reason(), lines);
        time(SINCE, condition.sinceNanos(), lines);
        regime(condition.regime(), lines);
        lines.putNanos(DECIDED, condition.decidedNanos());
    }

    private static void advisory(Advisory advisory, LineBuffer lines) {
        lines.putText(URGENCY, Tags.lower(advisory.urgency()));
        lines.putWhole(RANK, advisory.rank());
        lines.putText(WHAT, advisory.what());
        text(WHY, advisory.why(), lines);
        advisory.dueNanos().ifPresent(nanos -> lines.putNanos(DUE, nanos));
        advisory.windowFromNanos().ifPresent(nanos -> lines.putNanos(WINDOW_FROM, nanos));
        advisory.windowUntilNanos().ifPresent(nanos -> lines.putNanos(WINDOW_UNTIL, nanos));
        finite(RISK, advisory.risk(), lines);
        finite(CERTAINTY, advisory.certainty(), lines);
    }

    private static void features(FeatureSet features, LineBuffer lines) {
        lines.putDouble(WINDOW, features.window().toNanos() / 1e9);
        features.figures().ifPresent(figures -> {
            finite(MEAN, figures.mean(), lines);
            finite(DEVIATION, figures.deviation(), lines);
            finite(LOWEST, figures.lowest(), lines);
            finite(HIGHEST, figures.highest(), lines);
            finite(RMS, figures.rms(), lines);
            finite(SKEWNESS, figures.skewness(), lines);
            finite(KURTOSIS, figures.kurtosis(), lines);
            finite(SLOPE, figures.slopePerHour(), lines);
        });
        finite(KNOWN, features.knownShare(), lines);
        lines.putWhole(READINGS, features.readings());
        text(REASON, features.reason(), lines);
        regime(features.regime(), lines);
    }

    private static void loss(Loss loss, LineBuffer lines) {
        loss(loss.count(), loss.sinceNanos(), loss.untilNanos(), lines);
    }

    static void loss(long count, long sinceNanos, long untilNanos, LineBuffer lines) {
        lines.putWhole(COUNT, count);
        time(SINCE, sinceNanos, lines);
        time(UNTIL, untilNanos, lines);
    }

    private static void notice(Notice notice, LineBuffer lines) {
        lines.putText(TEXT, notice.text());
        finite(SECONDS, notice.seconds(), lines);
    }

    private static void time(byte[] field, long nanos, LineBuffer lines) {
        if (nanos != Reading.UNKNOWN_TIME) {
            lines.putNanos(field, nanos);
        }
    }

    private static void regime(int regime, LineBuffer lines) {
        if (regime > 0) {
            lines.putWhole(REGIME, regime);
        }
    }

    static void finite(byte[] field, double value, LineBuffer lines) {
        if (Double.isFinite(value)) {
            lines.putDouble(field, value);
        }
    }

    static void text(byte[] field, String value, LineBuffer lines) {
        if (!value.isEmpty()) {
            lines.putText(field, value);
        }
    }
}
