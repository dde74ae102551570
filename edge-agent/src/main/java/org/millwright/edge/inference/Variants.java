package org.millwright.edge.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;

/**
 * Which product is on the line, by the newest reading of a signal. NOT thread safe: on the inspection's thread, but for
 * {@link #current}.
 */
public final class Variants {

    private static final int BATCH = 100;

    /**
     * One product.
     *
     * @param limit instead of the bundle's
     * @param slot whose model judges it
     */
    public record Variant(OptionalDouble limit, String slot) {}

    /**
     * What a part is judged by.
     *
     * @param name empty where products are not told apart
     * @param complaint why it cannot be judged; empty when it can
     */
    record Choice(String name, Variant variant, String complaint) {}

    private final Optional<Subscription<Event>> readings;
    private final Map<String, Variant> known;
    private final Variant usual;
    private final List<Event> batch = new ArrayList<>();
    private volatile String current = "";
    private String trouble;

    /**
     * @param readings of the signal that tells the product; empty where products are not told apart
     * @param known by the signal's value; where there are any, another value is not judged
     * @param usual where products are not told apart, or none are named
     */
    public Variants(Optional<Subscription<Event>> readings, Map<String, Variant> known, Variant usual) {
        this.readings = readings;
        this.known = Map.copyOf(known);
        this.usual = usual;
        this.trouble = readings.isPresent() ? "the product on the line is not known yet: its signal has no value" : "";
    }

    Choice choose() throws InterruptedException {
        if (readings.isPresent()) {
            follow(readings.get());
        }
        if (!trouble.isEmpty()) {
            return new Choice(current, usual, trouble);
        }
        Variant variant = known.get(current);
        if (variant != null) {
            return new Choice(current, variant, "");
        }
        String complaint = known.isEmpty()
                ? ""
                : "product \"" + current + "\" is not among those set up " + known.keySet()
                        + "; add it to the inspection's variants";
        return new Choice(current, usual, complaint);
    }

    private void follow(Subscription<Event> subscription) throws InterruptedException {
        while (subscription.drainTo(batch, BATCH, Duration.ZERO) > 0) {
            for (Event event : batch) {
                if (event instanceof Reading reading) {
                    take(reading);
                }
            }
            batch.clear();
        }
    }

    private void take(Reading reading) {
        Optional<String> name = reading.quality() == Quality.GOOD ? name(reading.value()) : Optional.empty();
        trouble = name.isPresent()
                ? ""
                : "the product on the line is not known: the last value of " + reading.signal()
                        + " is not good; check the signal";
        current = name.orElse("");
    }

    private static Optional<String> name(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Optional.of(text.strip());
            case Value.Whole(long whole) -> Optional.of(Long.toString(whole));
            case Value.Numeric(double number)
            when number == Math.rint(number) -> Optional.of(Long.toString((long) number));
            case Value.Numeric(double number) -> Optional.of(Double.toString(number));
            case Value.Flag(boolean flag) -> Optional.of(Boolean.toString(flag));
            case Value.Missing() -> Optional.empty();
        };
    }

    /** The product's name as it was told last; empty where none is. Any thread. */
    String current() {
        return current;
    }
}
