package org.millwright.edge.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millwright.edge.config.Parsed.Ok;
import org.millwright.edge.signal.OwnTables;

/** The kinds of value that any section may hold. */
final class Formats {

    /** Near enough to tables of the agent's own to be mistaken for them. */
    private static final Set<String> PLURALS = Set.of("verdicts", "prognoses", "diagnoses");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,9})\\s*d");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(MiB|GiB)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.\\-]*");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-]+|\\[?[0-9A-Fa-f:.]+(%\\w+)?]?");
    private static final int NAME_LIMIT = 100;

    /** Any text that is not blank. */
    static final Format<String> TEXT =
            new Format<>("write some text", "", text -> text.isBlank() ? Parsed.wrong("is blank") : new Ok<>(text));

    /** What becomes a tag in the store and a part of addresses: letters of any language, digits, and {@code - _ .} */
    static final Format<String> NAME_FORMAT =
            new Format<>("write letters, digits, - _ and . without spaces, such as press-1", "", Formats::name);

    /** What becomes the name of a table in the store. */
    static final Format<String> KIND_FORMAT =
            new Format<>("write small letters, digits and -, such as press", "", Formats::kind);

    static final Format<Integer> PORT = whole(0, 65_535, "write a port such as 8080, or 0 for any free one");

    static final Format<String> HOST_FORMAT = new Format<>(
            "write a host name or an IP address, such as 127.0.0.1",
            "",
            text -> HOST.matcher(text).matches() ? new Ok<>(text) : Parsed.wrong("is not a host name or IP address"));

    private Formats() {}

    private static Parsed<String> name(String text) {
        if (text.codePointCount(0, text.length()) > NAME_LIMIT) {
            return Parsed.wrong("has more than " + NAME_LIMIT + " letters");
        }
        return NAME.matcher(text).matches()
                ? new Ok<>(text)
                : Parsed.wrong(
                        "is not a name: it may hold letters, digits, - _ and . only, and begins with a letter or digit");
    }

    private static Parsed<String> kind(String text) {
        if (OwnTables.ALL.contains(text) || PLURALS.contains(text)) {
            return Parsed.wrong("is kept for what the agent itself says");
        }
        if (text.endsWith("_1m") || text.endsWith("_1h")) {
            return Parsed.wrong("ends in _1m or _1h, as the store's summaries do");
        }
        return KIND.matcher(text).matches() && text.length() <= NAME_LIMIT
                ? new Ok<>(text)
                : Parsed.wrong("is not a kind of machine: it may hold small letters, digits, - and _ only, at most "
                        + NAME_LIMIT + ", and begins with a letter");
    }

    static Format<Duration> duration(Duration least, Duration most, String example) {
        return new Format<>(
                "write a duration such as " + example,
                least,
                text -> duration(text)
                        .then(value -> value.compareTo(least) < 0 || value.compareTo(most) > 0
                                ? Parsed.wrong("must be from " + shown(least) + " to " + shown(most))
                                : new Ok<>(value)));
    }

    private static Parsed<Duration> duration(String text) {
        Matcher match = DURATION.matcher(text.strip());
        if (!match.matches()) {
            return INTEGER.matcher(text.strip()).matches()
                    ? Parsed.wrong("has no unit")
                    : Parsed.wrong("is not a duration (ms, s, m or h)");
        }
        long n = Long.parseLong(match.group(1));
        return new Ok<>(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(n);
                    case "s" -> Duration.ofSeconds(n);
                    case "m" -> Duration.ofMinutes(n);
                    default -> Duration.ofHours(n);
                });
    }

    /** Whole days, for what is kept for long. */
    static Format<Duration> days(int most, String example) {
        return new Format<>("write whole days such as " + example, Duration.ofDays(1), text -> {
            Matcher match = DAYS.matcher(text.strip());
            if (!match.matches()) {
                return Parsed.wrong("is not a number of days");
            }
            long days = Long.parseLong(match.group(1));
            return days < 1 || days > most
                    ? Parsed.wrong("must be from 1d to " + most + "d")
                    : new Ok<>(Duration.ofDays(days));
        });
    }

    /** A size in binary units, in bytes. */
    static Format<Long> size(String example) {
        return new Format<>("write a size such as " + example, 0L, text -> {
            Matcher match = SIZE.matcher(text.strip());
            return match.matches()
                    ? new Ok<>(Long.parseLong(match.group(1)) << (match.group(2).startsWith("M") ? 20 : 30))
                    : Parsed.wrong("is not a size (MiB or GiB)");
        });
    }

    /** As the file would say it. */
    static String shown(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static Format<Integer> whole(int least, int most, String remedy) {
        return new Format<>(remedy, least, text -> {
            if (!INTEGER.matcher(text).matches()) {
                return Parsed.wrong("is not a whole number");
            }
            long value = Long.parseLong(text);
            return value < least || value > most
                    ? Parsed.wrong("must be from " + least + " to " + most)
                    : new Ok<>((int) value);
        });
    }

    /** A number, a fraction or not, within limits. */
    static Format<Double> number(double least, double most, String remedy) {
        return new Format<>(remedy, least, text -> {
            if (!looksLikeNumber(text)) {
                return Parsed.wrong("is not a number");
            }
            double value = Double.parseDouble(text.strip());
            return value < least || value > most
                    ? Parsed.wrong("must be from " + plain(least) + " to " + plain(most))
                    : new Ok<>(value);
        });
    }

    static boolean looksLikeNumber(String text) {
        return NUMBER.matcher(text.strip()).matches();
    }

    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** A number between 0 and 1, neither of them. */
    static Format<Double> share(String remedy) {
        return new Format<>(remedy, 0.5, text -> {
            if (!text.strip().matches("[+-]?\\d*\\.?\\d+")) {
                return Parsed.wrong("is not a number");
            }
            double value = Double.parseDouble(text.strip());
            return value > 0 && value < 1 ? new Ok<>(value) : Parsed.wrong("must lie between 0 and 1");
        });
    }

    /** One of a few words, in any case. */
    static <T> Format<T> choice(Map<String, T> choices) {
        String remedy = "write " + Words.list(choices.keySet(), "or");
        T standIn = choices.values().iterator().next();
        return new Format<>(remedy, standIn, text -> {
            for (Map.Entry<String, T> choice : choices.entrySet()) {
                if (choice.getKey().equalsIgnoreCase(text)) {
                    return new Ok<>(choice.getValue());
                }
            }
            return new Parsed.Wrong<>(
                    "is not known here; it may be " + Words.list(choices.keySet(), "or"),
                    Suggestion.closest(text, choices.keySet())
                            .map(close -> "did you mean " + close + "?")
                            .orElse(""));
        });
    }

    /** An address with a host; {@code defaultPort} is taken where it names none, and 0 leaves that to the scheme. */
    static Format<URI> url(String example, int defaultPort, String... schemes) {
        return new Format<>(
                "write an address such as " + example,
                URI.create("none:none"),
                text -> address(text, defaultPort, schemes));
    }

    private static Parsed<URI> address(String text, int defaultPort, String... schemes) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            return Parsed.wrong("is not an address: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Arrays.asList(schemes).contains(scheme)) {
            return Parsed.wrong("must begin with "
                    + Words.list(Arrays.stream(schemes).map(s -> s + "://").toList(), "or"));
        }
        if (uri.getRawUserInfo() != null) {
            return new Parsed.Wrong<>("holds a user name or password", "move it to login: {user: …, password-env: …}");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return Parsed.wrong("names no host, or a port that is not a number");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            return Parsed.wrong("has port " + uri.getPort() + ": must be from 1 to 65535");
        }
        if (uri.getPort() >= 0 || defaultPort == 0) {
            return new Ok<>(uri);
        }
        return new Ok<>(URI.create(scheme + "://" + uri.getHost() + ":" + defaultPort + uri.getRawPath()));
    }
}
