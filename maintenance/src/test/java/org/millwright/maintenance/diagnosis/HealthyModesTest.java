package org.millwright.maintenance.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthyModesTest {

    private static final Question TYPES = new Question.OneMode(List.of("overload", "OK", "leak"), 0);
    private static final Question NUMBERS = new Question.OneMode(List.of("0", "1"), 0);
    private static final Question SEVERAL = new Question.AnyModes(List.of("worn", "loose"), 0.5);

    @Test
    void theUsualNameTellsAndElseSomebodyMustSay() {
        assertThat(HealthyModes.of(TYPES, Set.of())).containsExactly("OK");
        assertThat(HealthyModes.of(NUMBERS, Set.of("0"))).containsExactly("0");
        assertThat(HealthyModes.of(SEVERAL, Set.of())).isEmpty();
        assertThat(HealthyModes.of(new Question.HowMuch("wear", "mm"), Set.of()))
                .isEmpty();
        assertThatThrownBy(() -> HealthyModes.of(NUMBERS, Set.of()))
                .hasMessage("the model's modes do not tell which means that nothing is wrong; write healthy with one of"
                        + " [0, 1]");
    }

    @Test
    void whatIsNoModeIsRefused() {
        assertThatThrownBy(() -> HealthyModes.of(TYPES, Set.of("OK", "okay")))
                .hasMessage("okay is none of the model's modes; write healthy with some of [overload, OK, leak]");
        assertThatThrownBy(() -> HealthyModes.of(new Question.HowMuch("wear", "mm"), Set.of("none")))
                .hasMessageContaining("no healthy mode");
    }

    @ParameterizedTest
    @CsvSource({
        "degC, °C, true",
        "1/min, rpm, true",
        "m/s2, m/s², true",
        "um, µm, true",
        "mW, MW, false",
        "Nm, kNm, false",
        "degC, K, false",
        "Nm, '', false",
        "'', K, true"
    })
    void aUnitMayBeWrittenInAnotherWay(String trained, String delivered, boolean taken) {
        assertThat(new MeasuredInput("x", trained, 0, 1, false, List.of()).takes(delivered))
                .isEqualTo(taken);
    }
}
