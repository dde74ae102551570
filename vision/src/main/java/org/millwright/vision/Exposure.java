package org.millwright.vision;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.inference.Section;

/**
 * How a picture was taken: what tells a lamp that is out, a blinded sensor and a blocked or unfocused lens from a picture
 * that the network was trained for.
 *
 * @param level mean grey level, 0 to 255
 * @param washedOut share of pixels at 250 or above, 0 to 1
 * @param sharpness mean step between neighbours, as a share of the level
 */
public record Exposure(double level, double washedOut, double sharpness) {

    private static final int WHITE = 250;

    /** One pass over the picture; allocates nothing but the result. */
    public static Exposure of(GreyImage image) {
        byte[] pixels = image.pixels();
        int width = image.width();
        long sum = 0;
        long steps = 0;
        int white = 0;
        for (int y = 0, i = 0; y < image.height(); y++) {
            int left = pixels[i] & 0xFF;
            for (int x = 0; x < width; x++, i++) {
                int here = pixels[i] & 0xFF;
                int above = y == 0 ? here : pixels[i - width] & 0xFF;
                sum += here;
                steps += Math.abs(here - left) + Math.abs(here - above);
                white += here >= WHITE ? 1 : 0;
                left = here;
            }
        }
        double count = pixels.length;
        return new Exposure(sum / count, white / count, sum == 0 ? 0 : (double) steps / sum);
    }

    /**
     * What the network was trained for.
     *
     * @param darkest lowest mean level
     * @param brightest highest mean level
     * @param mostWashedOut highest share of white pixels
     * @param leastSharp lowest sharpness
     */
    public record Limits(double darkest, double brightest, double mostWashedOut, double leastSharp) {

        static Limits read(Section section) {
            return new Limits(
                    section.number("darkest"),
                    section.number("brightest"),
                    section.number("most-washed-out"),
                    section.number("least-sharp"));
        }

        /** As a bundle's contract holds it. */
        public Map<String, Object> toJson() {
            return Map.of(
                    "darkest", darkest,
                    "brightest", brightest,
                    "most-washed-out", mostWashedOut,
                    "least-sharp", leastSharp);
        }

        /** Why a picture cannot be judged, with the value and the limit; empty if it can. */
        public Optional<String> complaint(Exposure exposure) {
            if (exposure.level < darkest) {
                return Optional.of(say("too dark", "mean level", exposure.level, "at least", darkest, "the lamp"));
            }
            if (exposure.level > brightest) {
                return Optional.of(say(
                        "too bright", "mean level", exposure.level, "at most", brightest, "lamp and exposure time"));
            }
            if (exposure.washedOut > mostWashedOut) {
                return Optional.of(say(
                        "washed out",
                        "share of white pixels",
                        exposure.washedOut,
                        "at most",
                        mostWashedOut,
                        "exposure time"));
            }
            if (exposure.sharpness < leastSharp) {
                return Optional.of(say(
                        "blurred or blocked",
                        "sharpness",
                        exposure.sharpness,
                        "at least",
                        leastSharp,
                        "the lens and its focus"));
            }
            return Optional.empty();
        }

        private static String say(String what, String of, double found, String bound, double limit, String remedy) {
            return String.format(
                    Locale.ROOT,
                    "picture %s: %s %.3g, must be %s %.3g; check %s",
                    what,
                    of,
                    found,
                    bound,
                    limit,
                    remedy);
        }
    }
}
