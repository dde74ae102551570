package org.millwright.maintenance.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millwright.hardware.inference.Section;

/**
 * What the code around a diagnosing network must know; a bundle's {@code contract}. The network sees the measured inputs,
 * then the derived ones.
 *
 * @param measured in the order in which values are given
 * @param derived worked out from them here, in training and in use
 * @param fine inputs that single precision is too coarse for; the network sees all others as they are
 */
public record DiagnosisContract(
        List<MeasuredInput> measured, List<DerivedInput> derived, Question question, List<FineScale> fine) {

    /** The kind of bundle that holds such a contract. */
    public static final String KIND = "diagnosis";

    public DiagnosisContract {
        measured = List.copyOf(measured);
        derived = List.copyOf(derived);
        fine = List.copyOf(fine);
        List<String> names =
                new ArrayList<>(measured.stream().map(MeasuredInput::name).toList());
        for (DerivedInput input : derived) {
            if (!names.subList(0, measured.size()).containsAll(List.of(input.first(), input.second()))) {
                throw new IllegalArgumentException("input " + input.name() + " follows from " + input.first() + " and "
                        + input.second() + ", which must both be among " + names.subList(0, measured.size()));
            }
            names.add(input.name());
        }
        if (measured.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("inputs " + names + ": there must be one at least, each listed once");
        }
        List<String> scaled = fine.stream().map(FineScale::input).toList();
        if (!names.containsAll(scaled) || new HashSet<>(scaled).size() != scaled.size()) {
            throw new IllegalArgumentException(
                    "fine scales of " + scaled + ": each must be of another one of the inputs " + names);
        }
    }

    /** The same with the scales that its trees have turned out to need. */
    public DiagnosisContract with(List<FineScale> scales) {
        return new DiagnosisContract(measured, derived, question, scales);
    }

    /** How many values the network sees. */
    public int width() {
        return measured.size() + derived.size();
    }

    /** What the network sees. */
    public float[] encode(double[] values) {
        double[] all = all(values);
        float[] encoded = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            encoded[i] = (float) all[i];
        }
        for (FineScale scale : fine) {
            int at = position(scale.input());
            encoded[at] = scale.of(all[at]);
        }
        return encoded;
    }

    /** Why these values allow no answer, in words; all reasons. */
    Optional<String> refusal(double[] values) {
        if (values.length != measured.size()) {
            throw new IllegalArgumentException(values.length + " values, expected " + measured.size());
        }
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            measured.get(i).refusal(values[i]).ifPresent(reasons::add);
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    /** The measured inputs' values, then the derived ones', in their units. */
    public double[] all(double[] values) {
        double[] all = Arrays.copyOf(values, width());
        for (int i = 0; i < derived.size(); i++) {
            DerivedInput input = derived.get(i);
            all[values.length + i] = input.of(values[position(input.first())], values[position(input.second())]);
        }
        return all;
    }

    private int position(String name) {
        int at = 0;
        while (!name(at).equals(name)) {
            at++;
        }
        return at;
    }

    /** Of one of the values that {@link #all} gives. */
    public String name(int input) {
        return input < measured.size()
                ? measured.get(input).name()
                : derived.get(input - measured.size()).name();
    }

    String unit(int input) {
        return input < measured.size()
                ? measured.get(input).unit()
                : derived.get(input - measured.size()).unit();
    }

    /** Reads what {@link #toManifest} wrote; throws a {@code ModelException} or {@link IllegalArgumentException}. */
    public static DiagnosisContract read(Section contract) {
        return new DiagnosisContract(
                contract.sections("measured").stream()
                        .map(DiagnosisContract::measuredInput)
                        .toList(),
                contract.sections("derived").stream()
                        .map(DiagnosisContract::derivedInput)
                        .toList(),
                question(contract.section("question")),
                contract.has("fine")
                        ? contract.sections("fine").stream()
                                .map(FineScale::read)
                                .toList()
                        : List.of());
    }

    private static MeasuredInput measuredInput(Section input) {
        return new MeasuredInput(
                input.text("name"),
                input.text("unit"),
                input.number("low"),
                input.number("high"),
                input.flag("may-be-missing"),
                input.texts("categories"));
    }

    private static DerivedInput derivedInput(Section input) {
        return new DerivedInput(
                input.text("name"),
                input.text("unit"),
                DerivedInput.Kind.valueOf(input.text("kind").toUpperCase(Locale.ROOT)),
                input.text("first"),
                input.text("second"),
                input.number("factor"));
    }

    private static Question question(Section question) {
        String kind = question.text("kind");
        return switch (kind) {
            case "one-mode" -> new Question.OneMode(question.texts("modes"), question.number("least-probability"));
            case "any-modes" -> new Question.AnyModes(question.texts("modes"), question.number("least-probability"));
            case "how-much" -> new Question.HowMuch(question.text("quantity"), question.text("unit"));
            default ->
                throw new IllegalArgumentException(
                        "question kind \"" + kind + "\" must be one-mode, any-modes or how-much");
        };
    }

    /** As it stands in a bundle's manifest. */
    public Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("measured", measured.stream().map(DiagnosisContract::manifest).toList());
        map.put("derived", derived.stream().map(DiagnosisContract::manifest).toList());
        map.put("question", manifest(question));
        map.put("fine", fine.stream().map(FineScale::toManifest).toList());
        return map;
    }

    private static Map<String, Object> manifest(MeasuredInput input) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", input.name());
        map.put("unit", input.unit());
        map.put("low", input.low());
        map.put("high", input.high());
        map.put("may-be-missing", input.mayBeMissing());
        map.put("categories", input.categories());
        return map;
    }

    private static Map<String, Object> manifest(DerivedInput input) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", input.name());
        map.put("unit", input.unit());
        map.put("kind", input.kind().name().toLowerCase(Locale.ROOT));
        map.put("first", input.first());
        map.put("second", input.second());
        map.put("factor", input.factor());
        return map;
    }

    private static Map<String, Object> manifest(Question question) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (question) {
            case Question.OneMode one -> {
                map.put("kind", "one-mode");
                map.put("modes", one.modes());
                map.put("least-probability", one.leastProbability());
            }
            case Question.AnyModes any -> {
                map.put("kind", "any-modes");
                map.put("modes", any.modes());
                map.put("least-probability", any.leastProbability());
            }
            case Question.HowMuch much -> {
                map.put("kind", "how-much");
                map.put("quantity", much.quantity());
                map.put("unit", much.unit());
            }
        }
        return map;
    }
}
