package org.millwright.vision;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.Section;
import org.millwright.vision.Inspection.Place;

/**
 * How a picture was taken: what tells a lamp that is out, a blinded sensor and a blocked or unfocused lens from a picture
 * that the network was trained for. Of a colour picture, its luma counts.
 *
 * @param level mean grey level, 0 to 255
 * @param washedOut share of pixels at 250 or above, 0 to 1
 * @param sharpness mean step between neighbours, as a share of the level
 * @param contrast standard deviation of the grey level
 */
public record Exposure(double level, double washedOut, double sharpness, double contrast) {

    private static final int WHITE = 250;

    /** One pass over the picture; allocates one row of it. */
    public static Exposure of(Image image) {
        return of(image, new Place(0, 0, image.width(), image.height()));
    }

    /** The same over a rectangle that lies in the picture. */
    static Exposure of(Image image, Place region) {
        int width = region.width();
        int[] above = new int[width];
        byte[] pixels = image.pixels();
        int channels = image.channels();
        long sum = 0;
        long squares = 0;
        long steps = 0;
        int white = 0;
        for (int y = 0; y < region.height(); y++) {
            int i = ((region.y() + y) * image.width() + region.x()) * channels;
            int left = -1;
            for (int x = 0; x < width; x++, i += channels) {
                int here = channels == 1 ? pixels[i] & 0xFF : Window.luma(pixels, i);
                sum += here;
                squares += (long) here * here;
                steps += (x == 0 ? 0 : Math.abs(here - left)) + (y == 0 ? 0 : Math.abs(here - above[x]));
                white += here >= WHITE ? 1 : 0;
                left = here;
                above[x] = here;
            }
        }
        double count = (double) width * region.height();
        double level = sum / count;
        return new Exposure(
                level,
                white / count,
                sum == 0 ? 0 : (double) steps / sum,
                Math.sqrt(Math.max(0, squares / count - level * level)));
    }

    /**
     * What the network was trained for.
     *
     * @param darkest lowest mean level
     * @param brightest highest mean level
     * @param mostWashedOut highest share of white pixels
     * @param leastSharp lowest sharpness
     * @param leastContrast lowest contrast
     */
    public record Limits(
            double darkest, double brightest, double mostWashedOut, double leastSharp, double leastContrast) {

        private static final String LEAST_CONTRAST = "least-contrast";

        /** Of any contrast. */
        public Limits(double darkest, double brightest, double mostWashedOut, double leastSharp) {
            this(darkest, brightest, mostWashedOut, leastSharp, 0);
        }

        static Limits read(Section section) {
            return new Limits(
                    section.number("darkest"),
                    section.number("brightest"),
                    section.number("most-washed-out"),
                    section.number("least-sharp"),
                    section.has(LEAST_CONTRAST) ? section.number(LEAST_CONTRAST) : 0);
        }

        /** As a bundle's contract holds it. */
        public Map<String, Object> toJson() {
            return new TreeMap<>(Map.of(
                    "darkest",
                    darkest,
                    "brightest",
                    brightest,
                    "most-washed-out",
                    mostWashedOut,
                    "least-sharp",
                    leastSharp,
                    LEAST_CONTRAST,
                    leastContrast));
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
            if (exposure.contrast < leastContrast) {
                return Optional.of(say(
                        "flat or blocked",
                        "contrast",
                        exposure.contrast,
                        "at least",
                        leastContrast,
                        "the lens and what is before it"));
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
