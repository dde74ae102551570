package org.millwright.maintenance;

import java.util.List;
import java.util.Optional;

/** Scales a step's values by the regime it was in. Immutable; makes no garbage. */
final class Scaling {

    /** A regime that was not seen in training. */
    static final int UNKNOWN = -1;

    private final LifeContract contract;
    /** Where the settings stand among a step's values. */
    private final int[] settings;

    private final double[][] centres;
    private final double[] widths;
    private final double[][] means;
    /** 1 / deviation; 0 where the input is left out. */
    private final double[][] factors;

    Scaling(LifeContract contract) {
        this.contract = contract;
        Regimes regimes = contract.regimes();
        List<String> names = contract.inputNames();
        settings = regimes.settings().stream().mapToInt(names::indexOf).toArray();
        widths = regimes.widths().stream().mapToDouble(width -> width).toArray();
        int count = Math.max(1, regimes.regimes().size());
        centres = new double[count][settings.length];
        means = new double[count][names.size()];
        factors = new double[count][names.size()];
        for (int r = 0; r < count; r++) {
            for (int s = 0; s < settings.length; s++) {
                centres[r][s] = regimes.regimes().get(r).centre().get(s);
            }
            for (int i = 0; i < names.size(); i++) {
                Regimes.Scale scale = scale(r, i);
                means[r][i] = scale.mean();
                factors[r][i] = scale.deviation() > 0 ? 1 / scale.deviation() : 0;
            }
        }
    }

    private Regimes.Scale scale(int regime, int input) {
        if (contract.regimes().regimes().isEmpty()) {
            LifeInput own = contract.inputs().get(input);
            return new Regimes.Scale(own.mean(), own.deviation(), own.low(), own.high());
        }
        return contract.regimes().regimes().get(regime).scales().get(input);
    }

    /** The regime of a step, or {@link #UNKNOWN}. */
    int regime(List<Double> values) {
        if (settings.length == 0) {
            return 0;
        }
        int nearest = UNKNOWN;
        double least = contract.regimes().radius() * contract.regimes().radius();
        for (int r = 0; r < centres.length; r++) {
            double distance = 0;
            for (int s = 0; s < settings.length; s++) {
                double off = (values.get(settings[s]) - centres[r][s]) / widths[s];
                distance += off * off;
            }
            if (distance <= least) {
                least = distance;
                nearest = r;
            }
        }
        return nearest;
    }

    double scaled(int regime, int input, double value) {
        return (value - means[regime][input]) * factors[regime][input];
    }

    /** What is wrong with a feature's value, in words: it lies outside of what this regime showed in training. */
    Optional<String> outOfRange(int regime, int input, double value) {
        Regimes.Scale scale = scale(regime, input);
        if (value >= scale.low() && value <= scale.high()) {
            return Optional.empty();
        }
        LifeInput own = contract.inputs().get(input);
        return Optional.of(
                "%s is %s %s, trained on %s to %s".formatted(own.name(), value, own.unit(), scale.low(), scale.high()));
    }

    /** The settings of a step, in words. */
    String operatingPoint(List<Double> values) {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < settings.length; s++) {
            text.append(s == 0 ? "" : ", ")
                    .append(contract.regimes().settings().get(s))
                    .append(' ')
                    .append(values.get(settings[s]));
        }
        return text.toString();
    }
}
