package org.millwright.edge.lineprotocol;

/**
 * Text as line protocol takes it, written so that InfluxDB and the embedded store read the same text back.
 *
 * <p>Where the two read the same bytes differently, the text is changed instead, always in the same way: a backslash in
 * a tag becomes a slash, and control characters become their Unicode pictures (U+2400 and on, such as ␊ for a line
 * feed), in tags and text alike.
 */
final class Escape {

    private static final char PICTURES = 0x2400;
    private static final char DELETE = 0x7F;
    private static final char PICTURE_OF_DELETE = 0x2421;

    private Escape() {}

    static void tag(StringBuilder into, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '=' || c == ' ') {
                into.append('\\').append(c);
            } else {
                into.append(c == '\\' ? '/' : visible(c));
            }
        }
    }

    /** A string field's content, without the quotes around it. */
    static CharSequence text(String value) {
        int first = firstToChange(value);
        if (first == value.length()) {
            return value;
        }
        StringBuilder changed = new StringBuilder(value.length() + 16).append(value, 0, first);
        for (int i = first; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                changed.append('\\');
            }
            changed.append(visible(c));
        }
        return changed;
    }

    private static int firstToChange(String value) {
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (c == '"' || c == '\\' || c < ' ' || c == DELETE) {
                break;
            }
            at++;
        }
        return at;
    }

    private static char visible(char c) {
        if (c < ' ') {
            return (char) (PICTURES + c);
        }
        return c == DELETE ? PICTURE_OF_DELETE : c;
    }
}
