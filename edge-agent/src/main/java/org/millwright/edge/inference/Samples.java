package org.millwright.edge.inference;

import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.maintenance.Sample;

/** Readings as a model takes them: one that is not good is the lack of a value, never a value. */
final class Samples {

    private Samples() {}

    static Sample of(String input, Reading reading) {
        long source = reading.timestampNanos();
        long received = reading.receivedNanos();
        if (reading.quality() != Quality.GOOD) {
            return new Sample.Unusable(input, "status 0x%08X".formatted(reading.statusCode()), source, received);
        }
        return switch (reading.value()) {
            case Value.Numeric(double value) -> new Sample.Usable(input, value, source, received);
            case Value.Whole(long value) -> new Sample.Usable(input, value, source, received);
            case Value.Flag(boolean value) -> new Sample.Usable(input, value ? 1 : 0, source, received);
            case Value.Text text -> new Sample.Unusable(input, "text is no number", source, received);
            case Value.Missing missing -> new Sample.Unusable(input, "no value", source, received);
        };
    }
}
