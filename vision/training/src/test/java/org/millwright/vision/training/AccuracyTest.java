package org.millwright.vision.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a network in integers is taken. */
final class AccuracyTest {

    private static final Accuracy FLOAT = new Accuracy(0.99, 0.82, 0.97);

    @Test
    void whatLosesNoMoreThanItMayIsTaken() {
        assertThat(FLOAT.lostBy(FLOAT)).isEmpty();
        assertThat(FLOAT.lostBy(new Accuracy(0.988, 0.81, 0.965))).isEmpty();
        assertThat(FLOAT.lostBy(new Accuracy(1, 0.9, 0.98))).isEmpty();
    }

    @Test
    void eachFigureThatFallsTooFarIsNamedWithBothValues() {
        assertThat(FLOAT.lostBy(new Accuracy(0.9879, 0.82, 0.97)))
                .contains("auroc 0.9879 instead of 0.9900, at most 0.002 may be lost");
        assertThat(FLOAT.lostBy(new Accuracy(0.99, 0.8, 0.96)))
                .contains("dice 0.8000 instead of 0.8200, at most 0.010 may be lost, "
                        + "share judged rightly 0.9600 instead of 0.9700, at most 0.005 may be lost");
    }

    @Test
    void whatCannotBeCountedDoesNotDecide() {
        Accuracy classesOnly = new Accuracy(Double.NaN, Double.NaN, 0.97);

        assertThat(classesOnly.lostBy(classesOnly)).isEmpty();
        assertThat(classesOnly.toJson()).containsOnlyKeys("right");
    }

    @Test
    void aFigureThatIsNoNumberAnyMoreIsLost() {
        assertThat(FLOAT.lostBy(new Accuracy(Double.NaN, 0.82, 0.97))).isPresent();
    }
}
