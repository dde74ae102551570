package org.millwright.edge.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.millwright.edge.config.DiagnosisConfig;
import org.millwright.edge.signal.Diagnosis.Answer;
import org.millwright.edge.signal.Prognosis;
import org.millwright.maintenance.diagnosis.Contribution;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.Diagnosis.Probable;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;

/**
 * What a model said of one moment, in the words of its row.
 *
 * @param named the failures, or the limit that is exceeded; empty where nothing is wrong or nobody knows
 * @param failed whether there is no answer because of the model itself
 * @param strange whether there is none because the inputs are not what it was trained on
 */
record DiagnosisFinding(Answer answer, List<Named> named, boolean failed, boolean strange) {

    static final String RANGE = "range";
    static final String UNDECIDED = "undecided";
    static final String MODEL = "model";
    static final String NO_MODEL = "no_model";

    private static final int MOST_OTHERS = 3;
    private static final int MOST_BECAUSE = 3;
    /** How sure a quantity is that has no probability, as for any limit that is exceeded. */
    private static final double BEYOND_CERTAINTY = 0.5;

    /** @param certainty 0 to 1 */
    record Named(String what, double certainty, String because) {}

    DiagnosisFinding {
        named = List.copyOf(named);
    }

    static DiagnosisFinding uncertain(String cause, String reason) {
        return new DiagnosisFinding(new Answer.Uncertain(cause, reason), List.of(), false, false);
    }

    /** @param healthy the modes that mean that nothing is wrong */
    static DiagnosisFinding of(
            Diagnosis diagnosis, DiagnosisContract contract, Set<String> healthy, DiagnosisConfig config) {
        return switch (diagnosis) {
            case Diagnosis.Uncertain uncertain ->
                switch (uncertain.cause()) {
                    case INPUTS ->
                        new DiagnosisFinding(new Answer.Uncertain(RANGE, uncertain.reason()), List.of(), false, true);
                    case NETWORK ->
                        new DiagnosisFinding(new Answer.Uncertain(MODEL, uncertain.reason()), List.of(), true, false);
                };
            case Diagnosis.Quantity quantity -> quantity(quantity, contract, config.limits());
            case Diagnosis.Modes modes ->
                contract.question() instanceof Question.AnyModes
                        ? several(modes, contract, healthy, config.leastProbability())
                        : one(modes, contract, healthy, config.leastProbability());
        };
    }

    private static DiagnosisFinding one(
            Diagnosis.Modes modes, DiagnosisContract contract, Set<String> healthy, double least) {
        Probable first = modes.ranked().getFirst();
        if (modes.named().isEmpty() || first.probability() < least) {
            return undecided(modes);
        }
        return mode(first, healthy.contains(first.mode()) ? List.of() : List.of(first), modes, contract);
    }

    private static DiagnosisFinding undecided(Diagnosis.Modes modes) {
        return uncertain(UNDECIDED, others(modes.ranked(), "") + "; none is probable enough to be named");
    }

    private static DiagnosisFinding several(
            Diagnosis.Modes modes, DiagnosisContract contract, Set<String> healthy, double least) {
        List<Probable> present = modes.named().stream()
                .filter(mode -> mode.probability() >= least)
                .toList();
        List<Probable> failures =
                present.stream().filter(mode -> !healthy.contains(mode.mode())).toList();
        if (failures.isEmpty() && modes.named().stream().anyMatch(mode -> !healthy.contains(mode.mode()))) {
            // The model names a failure, and not as surely as is asked for: that is not to be well.
            return undecided(modes);
        }
        Probable shown = failures.isEmpty()
                ? present.stream().findFirst().orElseGet(() -> nothing(modes.ranked()))
                : failures.getFirst();
        return mode(shown, failures, modes, contract);
    }

    /** As sure as the most probable mode is improbable. */
    private static Probable nothing(List<Probable> ranked) {
        return new Probable(
                org.millwright.edge.signal.Diagnosis.NO_MODE,
                1 - ranked.getFirst().probability());
    }

    private static DiagnosisFinding mode(
            Probable shown, List<Probable> failures, Diagnosis.Modes modes, DiagnosisContract contract) {
        String because = because(modes.because(), contract);
        return new DiagnosisFinding(
                new Answer.Mode(
                        shown.mode(),
                        failures.isEmpty(),
                        shown.probability(),
                        others(modes.ranked(), shown.mode()),
                        because),
                failures.stream()
                        .map(mode -> new Named(mode.mode(), mode.probability(), because))
                        .toList(),
                false,
                false);
    }

    private static DiagnosisFinding quantity(
            Diagnosis.Quantity found, DiagnosisContract contract, DiagnosisConfig.Limits limits) {
        String name = contract.question() instanceof Question.HowMuch much ? much.quantity() : "";
        Optional<String> beyond = Optional.empty();
        if (found.value() > limits.high().orElse(Double.POSITIVE_INFINITY)) {
            beyond = Optional.of(
                    name + " above its limit of " + amount(limits.high().getAsDouble(), found.unit()));
        } else if (found.value() < limits.low().orElse(Double.NEGATIVE_INFINITY)) {
            beyond = Optional.of(
                    name + " below its limit of " + amount(limits.low().getAsDouble(), found.unit()));
        }
        String because = because(found.because(), contract);
        String why = amount(found.value(), found.unit()) + " estimated; " + because;
        return new DiagnosisFinding(
                new Answer.Quantity(name, found.value(), found.unit(), beyond.isEmpty(), because),
                beyond.map(what -> List.of(new Named(what, BEYOND_CERTAINTY, why)))
                        .orElse(List.of()),
                false,
                false);
    }

    private static String others(List<Probable> ranked, String but) {
        return ranked.stream()
                .filter(mode -> !mode.mode().equals(but))
                .limit(MOST_OTHERS)
                .map(mode -> String.format(Locale.ROOT, "%s %.2f", mode.mode(), mode.probability()))
                .collect(Collectors.joining(", "));
    }

    /** Shares are log-odds for a mode, and in the quantity's unit for a quantity. */
    private static String because(List<Contribution> contributions, DiagnosisContract contract) {
        List<String> parts = new ArrayList<>();
        for (Contribution one : contributions) {
            if (parts.size() < MOST_BECAUSE && one.share() != 0) {
                parts.add(String.format(Locale.ROOT, "%s %s (%+.3g)", one.input(), value(one, contract), one.share()));
            }
        }
        return String.join(", ", parts);
    }

    private static String value(Contribution one, DiagnosisContract contract) {
        if (Double.isNaN(one.value())) {
            return "missing";
        }
        List<String> categories = contract.measured().stream()
                .filter(input -> input.name().equals(one.input()))
                .findFirst()
                .map(MeasuredInput::categories)
                .orElse(List.of());
        return categories.isEmpty() ? amount(one.value(), one.unit()) : categories.get((int) one.value());
    }

    private static String amount(double value, String unit) {
        String number = String.format(Locale.ROOT, "%.5g", value);
        String plain = number.contains(".") && !number.contains("e")
                ? number.replaceAll("0+$", "").replaceAll("\\.$", "")
                : number;
        return unit.isEmpty() ? plain : plain + " " + unit;
    }

    /** As NAMUR NE 107 calls it, as far as this moment goes. */
    Prognosis.Health health() {
        return switch (answer) {
            case Answer.Mode _ -> Prognosis.Health.NORMAL;
            case Answer.Quantity _ -> Prognosis.Health.NORMAL;
            case Answer.Uncertain _ ->
                strange ? Prognosis.Health.OUT_OF_SPECIFICATION : Prognosis.Health.FUNCTION_CHECK;
        };
    }
}
