package org.millwright.simulator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 50ms}, {@code 1.5s} or {@code 2min} → a duration. */
public final class DurationOption implements ITypeConverter<Duration> {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|min|h)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (matcher.matches()) {
            double nanos = switch (matcher.group(2)) {
                case "us" -> 1e3;
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "min" -> 60e9;
                default -> 3600e9;
            };
            return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
        }
        throw new TypeConversionException("'" + text + "' is not a time: write 500us, 50ms, 1.5s, 2min or 1h");
    }
}
