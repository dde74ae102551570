package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SymmetricTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    @Property(tries = 200)
    void eigenvectorsAreOrthonormalAndRebuildTheMatrix(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        double[][] matrix = covariance(seed, size);
        Symmetric.Eigen eigen = Symmetric.eigen(matrix);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                assertThat(Symmetric.dot(eigen.vectors()[i], eigen.vectors()[j]))
                        .isCloseTo(i == j ? 1 : 0, CLOSE);
                double rebuilt = 0;
                for (int k = 0; k < size; k++) {
                    rebuilt += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                }
                assertThat(rebuilt).isCloseTo(matrix[i][j], CLOSE);
            }
        }
    }

    @Property(tries = 200)
    void eigenvaluesFallAndSumToTheTrace(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        double[][] matrix = covariance(seed, size);
        double[] values = Symmetric.eigen(matrix).values();
        double trace = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix[i][i];
            sum += values[i];
            assertThat(values[i]).isPositive();
            assertThat(i == 0 || values[i] <= values[i - 1]).isTrue();
        }
        assertThat(sum).isCloseTo(trace, CLOSE);
    }

    @Property(tries = 200)
    void matrixTimesItsInverseIsOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        double[][] matrix = covariance(seed, size);
        double[][] inverse = Symmetric.inverse(matrix);
        for (int i = 0; i < size; i++) {
            double[] product = Symmetric.times(inverse, matrix[i]);
            for (int j = 0; j < size; j++) {
                assertThat(product[j]).isCloseTo(i == j ? 1 : 0, within(1e-7));
            }
        }
    }

    @Test
    void diagonalMatrixIsItsOwnEigenvalues() {
        assertThat(Symmetric.eigen(new double[][] {{1, 0}, {0, 3}}).values()).containsExactly(3, 1);
    }

    @Test
    void singularMatrixHasNoInverse() {
        assertThatThrownBy(() -> Symmetric.inverse(new double[][] {{0, 0}, {0, 1}}))
                .hasMessageContaining("eigenvalue of 0.0");
    }

    private static double[][] covariance(long seed, int size) {
        Random random = new Random(seed);
        double[][] matrix = Symmetric.identity(size);
        for (int n = 0; n < size; n++) {
            double[] row = random.doubles(size, -1, 1).toArray();
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += row[i] * row[j];
                }
            }
        }
        return matrix;
    }
}
