package org.millwright.edge.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.diagnosis.DiagnosisContract;
import org.millwright.maintenance.diagnosis.HealthyModes;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;

/**
 * Whether an entry of {@code diagnoses:} fits the model that it names: every input has a signal, of a kind and in the unit
 * that the model learnt.
 */
record DiagnosisInputs(
        Inventory inventory,
        References references,
        Section section,
        List<Machine> machines,
        Map<String, DiagnosisReader.Input> inputs) {

    /** A bundle that cannot be read is not reported here: the agent starts without it, and says why. */
    void check(Path model, Set<String> healthy, DiagnosisConfig.Limits limits) {
        inputs.values()
                .forEach(input -> machines.forEach(machine -> {
                    references.signal(input.entry(), machine, input.signal());
                }));
        contract(model).ifPresent(contract -> {
            check(contract);
            checkHealthy(contract.question(), healthy);
            if (!(contract.question() instanceof Question.HowMuch) && !limits.equals(DiagnosisConfig.Limits.NONE)) {
                section.problem("limits", "are for a quantity, and the model tells modes", "leave them out");
            }
        });
    }

    private static Optional<DiagnosisContract> contract(Path model) {
        try {
            return Optional.of(DiagnosisContract.read(
                    ModelBundle.read(model).ofKind(DiagnosisContract.KIND).contract()));
        } catch (ModelException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void checkHealthy(Question question, Set<String> healthy) {
        try {
            HealthyModes.of(question, healthy);
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            int remedy = said.indexOf("; ");
            section.problem("healthy", said.substring(0, remedy), said.substring(remedy + 2));
        }
    }

    private void check(DiagnosisContract contract) {
        Map<String, String> taken = new HashMap<>();
        inputs.forEach((name, input) -> {
            String other = taken.putIfAbsent(input.signal(), name);
            if (other != null) {
                input.entry().problem("is the signal of " + other + " already", "name each signal once");
            }
        });
        List<String> names =
                contract.measured().stream().map(MeasuredInput::name).toList();
        inputs.forEach((name, input) -> {
            if (!names.contains(name)) {
                input.entry().problem("the model has no input " + name, Suggestion.remedy(name, names));
            }
        });
        for (MeasuredInput input : contract.measured()) {
            DiagnosisReader.Input its = inputs.get(input.name());
            if (its != null) {
                checkCategories(input, its);
            }
            machines.forEach(machine -> check(input, Optional.ofNullable(its), machine));
        }
    }

    private void check(MeasuredInput input, Optional<DiagnosisReader.Input> its, Machine machine) {
        String name = its.map(DiagnosisReader.Input::signal).orElse(input.name());
        Map<String, Signal> known = inventory.signalsOf(machine);
        Signal signal = known.get(name);
        if (signal == null) {
            if (its.isEmpty() && !inventory.isOpen(machine)) {
                section.problem(
                        "inputs",
                        "the model takes " + input.name() + ", and " + machine.name() + " has no signal of this name",
                        "write inputs: {" + input.name() + ": SIGNAL}; " + candidates(input.name(), known.keySet()));
            }
            return;
        }
        boolean mapped = its.map(found -> !found.categories().isEmpty()).orElse(false);
        String from = machine.name() + "'s signal " + name + " ";
        if (!input.categories().isEmpty()) {
            if (signal.type() != ValueType.TEXT && !mapped) {
                problem(
                        input,
                        from + "is a " + word(signal.type()) + ", and the model takes one of " + input.categories(),
                        "write " + input.name() + ": {signal: " + name + ", categories: {READING: CATEGORY}}");
            }
        } else if (signal.type() == ValueType.TEXT) {
            problem(
                    input,
                    from + "is a text, and the model takes a quantity",
                    "name a signal that is a number, whole or flag");
        } else if (!input.takes(signal.unit())) {
            problem(
                    input,
                    from + (signal.unit().isEmpty() ? "has no unit" : "is in " + signal.unit())
                            + ", and the model takes " + input.unit(),
                    signal.unit().isEmpty()
                            ? "write unit: " + input.unit() + " at the signal where it is in that"
                            : "name a signal in " + input.unit() + ", or train the model on " + signal.unit());
        }
    }

    private static void checkCategories(MeasuredInput input, DiagnosisReader.Input its) {
        if (input.categories().isEmpty() && !its.categories().isEmpty()) {
            its.entry().problem("has categories, and the model takes a quantity", "leave categories out");
            return;
        }
        its.categories().forEach((reading, category) -> {
            if (!input.categories().contains(category)) {
                its.entry()
                        .problem(
                                "the model knows no category " + category,
                                Suggestion.remedy(category, input.categories()));
            }
        });
    }

    private void problem(MeasuredInput input, String fault, String remedy) {
        DiagnosisReader.Input its = inputs.get(input.name());
        if (its == null) {
            section.problem("inputs", fault, remedy);
        } else {
            its.entry().problem(fault, remedy);
        }
    }

    private static String candidates(String name, Collection<String> known) {
        return known.isEmpty() ? "the file defines no signals" : Suggestion.remedy(name, known);
    }

    private static String word(ValueType type) {
        return type == ValueType.WHOLE ? "whole number" : type.name().toLowerCase(Locale.ROOT);
    }
}
