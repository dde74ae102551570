package org.millwright.edge.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a value is repeated in a message: short, printable, and never a secret. */
final class Shown {

    private static final int LIMIT = 80;
    private static final Pattern USER_IN_URL = Pattern.compile("//.*@");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(pass|pw|secret|token|phrase|credential|login|auth)", Pattern.CASE_INSENSITIVE);

    private Shown() {}

    static String of(String key, String value) {
        if (value.isEmpty()) {
            return "";
        }
        if (isSecret(key)) {
            return "***";
        }
        String text = USER_IN_URL.matcher(value).replaceAll("//***@");
        String printable = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.codePointCount(0, printable.length()) <= LIMIT
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, LIMIT)) + "…";
    }

    /** True for the last part of a key whose value is, or may have been meant as, a secret. */
    static boolean isSecret(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean namesPlace = last.endsWith("-env") || last.endsWith("-file");
        return !namesPlace && SECRET_KEY.matcher(last).find();
    }
}
