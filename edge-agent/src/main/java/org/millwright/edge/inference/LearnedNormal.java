package org.millwright.edge.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.detect.MachineNormal;
import org.millwright.maintenance.detect.RegimeSettings;

/**
 * What was learned of one machine, as it stands in the journal: the normal, and whether somebody asked for another one. What
 * is to be put away is told with the notice that says why, in one parcel.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class LearnedNormal {

    private static final byte[] NOBODY = {};

    private final Machine machine;
    private final Intake intake;
    private final Deque<Parcel> unsaved = new ArrayDeque<>();
    private Optional<Relearning> asked;

    LearnedNormal(Machine machine, Intake intake) {
        this.machine = machine;
        this.intake = intake;
        this.asked = intake.mark(askedKey()).flatMap(Relearning::of);
    }

    /** Under which what was learned of a machine is kept. */
    static String key(Machine machine) {
        return "condition/" + machine.name();
    }

    private String askedKey() {
        return key(machine) + "/relearn";
    }

    /** What an earlier run learned, if it is of these signals and settings; says so where it is not. */
    Optional<MachineNormal> kept(Set<String> signals, ConditionConfig.Normal config, long nowNanos) {
        Optional<byte[]> bytes = intake.mark(key(machine));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            MachineNormal normal = MachineNormal.of(bytes.get());
            String misfit = misfit(normal, signals, config);
            if (misfit.isEmpty()) {
                return Optional.of(normal);
            }
            discarded(misfit, nowNanos);
        } catch (IllegalArgumentException e) {
            discarded(String.valueOf(e.getMessage()), nowNanos);
        }
        return Optional.empty();
    }

    /** In words; empty where it fits. */
    private static String misfit(MachineNormal normal, Set<String> signals, ConditionConfig.Normal config) {
        if (!normal.settings().equals(settings(config))) {
            return "it was learned with another step or longest-hold";
        }
        if (!new HashSet<>(normal.signals()).equals(signals)) {
            return "it was learned of other signals: " + normal.signals();
        }
        return normal.fits(regimes(config)) ? "" : "its operating regimes were told by other signals, or are too many";
    }

    static DetectorSettings settings(ConditionConfig.Normal config) {
        return DetectorSettings.every(config.step()).heldFor(config.longestHold());
    }

    static RegimeSettings regimes(ConditionConfig.Normal config) {
        return new RegimeSettings(config.regimeSignals(), config.mostRegimes());
    }

    private void discarded(String because, long nowNanos) {
        String text =
                "what was learned of " + machine.name() + " is not used any more and is learned again: " + because;
        unsaved.add(Parcel.of(notice(Notice.Kind.NORMAL_DISCARDED, text, nowNanos)));
    }

    /** Whether another normal was asked for and is not there yet. */
    Optional<Relearning> asked() {
        return asked;
    }

    void ask(Relearning relearning, long nowNanos) {
        asked = Optional.of(relearning);
        String text = relearning.by() + " asked for " + machine.name() + " to be learned anew: " + relearning.why()
                + "; what was learned before judges until that is done";
        unsaved.add(new Parcel(
                List.of(notice(Notice.Kind.RELEARN_ASKED, text, nowNanos)),
                List.of(new Mark(askedKey(), relearning.toBytes())),
                Receipt.NONE));
    }

    void learned(MachineNormal normal, long nowNanos) {
        List<Notice> notices = asked
                .map(relearning -> notice(
                        Notice.Kind.RELEARNED,
                        machine.name() + " was learned anew, as " + relearning.by() + " asked at " + relearning.at()
                                + ": " + relearning.why() + "; regimes told apart: " + normal.count(),
                        nowNanos))
                .stream()
                .toList();
        List<Mark> marks = new ArrayList<>(List.of(new Mark(key(machine), normal.toBytes())));
        if (asked.isPresent()) {
            marks.add(new Mark(askedKey(), NOBODY));
        }
        asked = Optional.empty();
        unsaved.add(new Parcel(notices, marks, Receipt.NONE));
    }

    /** What is to be put away next, until it is {@link #saved}. */
    Optional<Parcel> unsaved() {
        return Optional.ofNullable(unsaved.peekFirst());
    }

    void saved() {
        unsaved.removeFirst();
    }

    private Notice notice(Notice.Kind kind, String text, long nowNanos) {
        return new Notice(machine.path(), machine.name(), kind, Double.NaN, text, nowNanos);
    }
}
