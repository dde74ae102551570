package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.millwright.hardware.camera.GreyImage;

final class ExposureTest {

    private static final Exposure.Limits LIMITS = new Exposure.Limits(60, 200, 0.1, 0.02);

    @Test
    void aChequeredPictureHasTheLevelAndSharpnessThatItWasDrawnWith() {
        Exposure exposure = Exposure.of(chequered(90, 110));

        assertThat(exposure.level()).isCloseTo(100, within(1e-9));
        assertThat(exposure.washedOut()).isZero();
        // Every neighbour differs by 20; 63 of 64 pixels a line have one to the left, and one above.
        assertThat(exposure.sharpness()).isCloseTo(2 * 20 * 63 / 64.0 / 100, within(1e-9));
        assertThat(LIMITS.complaint(exposure)).isEmpty();
    }

    @Test
    void aDarkPictureIsCalledSo() {
        assertThat(LIMITS.complaint(Exposure.of(chequered(10, 20))))
                .hasValueSatisfying(complaint ->
                        assertThat(complaint).contains("too dark", "mean level 15.0", "at least 60.0", "lamp"));
    }

    @Test
    void aBlackPictureIsDarkAndNotADivisionByZero() {
        assertThat(LIMITS.complaint(Exposure.of(chequered(0, 0))))
                .hasValueSatisfying(c -> assertThat(c).contains("too dark"));
    }

    @Test
    void aBrightPictureIsCalledSo() {
        assertThat(LIMITS.complaint(Exposure.of(chequered(220, 240))))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("too bright", "at most 200"));
    }

    @Test
    void aBlindedSensorIsCalledWashedOut() {
        assertThat(LIMITS.complaint(Exposure.of(chequered(100, 255))))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("washed out", "0.5", "at most 0.1"));
    }

    @Test
    void anEvenPictureIsCalledBlurredOrBlocked() {
        assertThat(LIMITS.complaint(Exposure.of(chequered(120, 120))))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("blurred or blocked", "lens"));
    }

    private static GreyImage chequered(int even, int odd) {
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            int row = Math.floorDiv(i, 64);
            pixels[i] = (byte) ((row + i) % 2 == 0 ? even : odd);
        }
        return new GreyImage(64, 64, pixels);
    }
}
