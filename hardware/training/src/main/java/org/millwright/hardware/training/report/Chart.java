package org.millwright.hardware.training.report;

import java.util.Locale;

/** A diagram as inline SVG: points, lines and bands over two linear axes. What is no number is left out. NOT thread safe. */
public final class Chart {

    private static final int SIZE = 320;
    private static final int LEFT = 62;
    private static final int BELOW = 40;
    private static final int TICKS = 4;

    private final Span across;
    private final Span upwards;
    private final StringBuilder drawn = new StringBuilder();

    /**
     * An axis.
     *
     * @param title what it shows, with its unit
     */
    public record Span(String title, double from, double to) {

        /** From 0 to 1. */
        public static Span share(String title) {
            return new Span(title, 0, 1);
        }

        public Span {
            if (!(from < to) || !Double.isFinite(to - from)) {
                throw new IllegalArgumentException(
                        "axis " + title + " goes from " + from + " to " + to + "; it must go up, and be finite");
            }
        }

        private double place(double value) {
            return (value - from) / (to - from);
        }
    }

    public Chart(Span across, Span upwards) {
        this.across = across;
        this.upwards = upwards;
    }

    /** @param colour as CSS has it */
    public Chart points(double[] x, double[] y, double radius, String colour) {
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i] + y[i])) {
                drawn.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\".6\"/>",
                        across(x[i]),
                        upwards(y[i]),
                        radius,
                        colour));
            }
        }
        return this;
    }

    public Chart line(double[] x, double[] y, String colour) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i] + y[i])) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(x[i]), upwards(y[i])));
            }
        }
        drawn.append("<polyline points=\"")
                .append(points.toString().strip())
                .append("\" fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"2\"/>");
        return this;
    }

    private double across(double value) {
        return SIZE * Math.clamp(across.place(value), 0, 1);
    }

    private double upwards(double value) {
        return SIZE * (1 - Math.clamp(upwards.place(value), 0, 1));
    }

    /** The diagram, for a page. */
    public String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg width=\"%1$d\" height=\"%2$d\" viewBox=\"%3$d -10 %1$d %2$d\">"
                        + "<rect width=\"%4$d\" height=\"%4$d\" fill=\"none\" stroke=\"#999\"/>",
                SIZE + LEFT + 20,
                SIZE + BELOW + 10,
                -LEFT,
                SIZE));
        for (int i = 0; i <= TICKS; i++) {
            double at = (double) i / TICKS;
            svg.append(label(SIZE * at, SIZE + 16, "middle", number(across, at)))
                    .append(label(-6, SIZE * (1 - at) + 4, "end", number(upwards, at)));
        }
        svg.append(label(SIZE / 2.0, SIZE + 34, "middle", across.title()))
                .append(String.format(
                        Locale.ROOT,
                        "<text transform=\"translate(%d,%d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                        14 - LEFT,
                        SIZE / 2,
                        Page.text(upwards.title())));
        return svg.append(drawn).append("</svg>").toString();
    }

    private static String label(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, Page.text(text));
    }

    private static String number(Span span, double at) {
        double value = span.from() + at * (span.to() - span.from());
        return String.format(Locale.ROOT, "%.3g", value).replaceAll("\\.0+$", "");
    }
}
