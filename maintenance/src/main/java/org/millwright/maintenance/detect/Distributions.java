package org.millwright.maintenance.detect;

import java.util.function.DoubleUnaryOperator;

/** Quantiles of the distributions that limits are taken from. Press et al., Numerical Recipes, chapter 6. */
final class Distributions {

    private static final double[] LANCZOS = {
        76.180091729471, -86.505320329417, 24.014098240831, -1.2317395724502, 0.1208650973866179e-2, -0.5395239384953e-5
    };
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 2_000;

    private Distributions() {}

    /** The value that a χ² variable exceeds with this chance. */
    static double chiSquaredExceededBy(double chance, double freedom) {
        return solve(x -> 1 - lowerGamma(freedom / 2, x / 2), chance);
    }

    /** The value that Fisher's F exceeds with this chance. */
    static double fisherExceededBy(double chance, double upper, double lower) {
        return solve(f -> incompleteBeta(lower / (lower + upper * f), lower / 2, upper / 2), chance);
    }

    /** The value that a standard normal variable exceeds with this chance, at most one half. */
    static double normalExceededBy(double chance) {
        return Math.sqrt(chiSquaredExceededBy(2 * chance, 1));
    }

    /**
     * A Student t variable as the standard normal one that is as surprising, to within 0.02 in the tails that limits lie in
     * (Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", 1959).
     */
    static double normalFromStudent(double t, double freedom) {
        double size = Math.sqrt(freedom * Math.log1p(t * t / freedom)) * (8 * freedom + 1) / (8 * freedom + 3);
        return Math.copySign(size, t);
    }

    /** Where a falling function of x ≥ 0 reaches a value. */
    private static double solve(DoubleUnaryOperator falling, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("a chance of " + value + " is not between 0 and 1");
        }
        double high = 1;
        while (falling.applyAsDouble(high) > value) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 200 && high - low > 1e-12 * high; i++) {
            double middle = (low + high) / 2;
            if (falling.applyAsDouble(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double logGamma(double x) {
        double shifted = x + 5.5;
        double sum = 1.00000000019;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + 1 + i);
        }
        return (x + 0.5) * Math.log(shifted) - shifted + Math.log(2.50662827463 * sum / x);
    }

    private static double lowerGamma(double a, double x) {
        if (x <= 0) {
            return 0;
        }
        double front = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? front * gammaSeries(a, x) : 1 - front * gammaFraction(a, x);
    }

    private static double gammaSeries(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * 1e-16; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double gammaFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < MOST_TERMS; i++) {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / away(numerator * d + b);
            c = away(b + numerator / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }

    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * betaFraction(x, a, b) / a
                : 1 - front * betaFraction(1 - x, b, a) / b;
    }

    private static double betaFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }

    private static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
