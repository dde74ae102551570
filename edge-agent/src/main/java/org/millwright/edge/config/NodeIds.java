package org.millwright.edge.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress.ById;
import org.millwright.edge.config.Parsed.Ok;

/**
 * NodeIds and browse paths as text.
 *
 * <p>OPC 10000-6, 5.3.1.10 and 5.3.1.11: {@code [nsu=URI;|ns=INDEX;](i|s|g|b)=VALUE}. A string identifier may hold any
 * letter of any language, {@code ;} and {@code =} among them; in the URI, {@code ;} and {@code %} are written
 * {@code %3B} and {@code %25}.
 */
final class NodeIds {

    private static final String EXAMPLE = "\"nsu=urn:my:plc;s=Press.OilTemperature\"";
    private static final String OPC_UA_NAMESPACE = "http://opcfoundation.org/UA/";
    private static final int STRING_LIMIT = 4_096;
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern NAMESPACE = Pattern.compile("\\s*(svr|nsu|ns)=");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

    private NodeIds() {}

    /** A NodeId whose text follows {@code prefix}, which may be empty; one that names its namespace stands alone. */
    static Format<NodeAddress> format(String prefix) {
        return new Format<>(
                "write a NodeId such as " + EXAMPLE,
                new ById(""),
                text -> parse(NAMESPACE.matcher(text).lookingAt() ? text : prefix + text)
                        .then(id -> new Ok<>(new ById(id))));
    }

    /** The beginning of NodeIds that share it. */
    static final Format<String> PREFIX = new Format<>(
            "write the part that the NodeIds share, such as \"nsu=urn:my:plc;s=Press.\"",
            "",
            text -> parse(text + "1").then(_ -> new Ok<>(text)));

    /** The canonical text of a NodeId; equal nodes have equal texts. */
    static Parsed<String> parse(String text) {
        String rest = text.strip();
        if (rest.startsWith("svr=")) {
            return Parsed.wrong("names a node on another server (svr=)");
        }
        if (rest.startsWith("nsu=")) {
            return byUri(rest);
        }
        if (rest.startsWith("ns=")) {
            return byIndex(rest);
        }
        return identifier(rest);
    }

    private static Parsed<String> byUri(String text) {
        int end = text.indexOf(';');
        if (end < 0) {
            return Parsed.wrong("has no ; after the namespace URI");
        }
        String uri = text.substring(4, end);
        if (uri.isBlank()) {
            return Parsed.wrong("has an empty namespace URI");
        }
        return identifier(text.substring(end + 1))
                .then(id -> new Ok<>(uri.equals(OPC_UA_NAMESPACE) ? id : "nsu=" + uri + ";" + id));
    }

    private static Parsed<String> byIndex(String text) {
        int end = text.indexOf(';');
        String digits = end < 0 ? "" : text.substring(3, end);
        if (!DIGITS.matcher(digits).matches() || Long.parseLong(digits) > 65_535) {
            return Parsed.wrong("has no namespace index from 0 to 65535 between ns= and ;");
        }
        int index = Integer.parseInt(digits);
        return identifier(text.substring(end + 1)).then(id -> new Ok<>(index == 0 ? id : "ns=" + index + ";" + id));
    }

    private static Parsed<String> identifier(String text) {
        String value = text.length() < 2 ? "" : text.substring(2);
        return switch (text.length() < 2 ? "" : text.substring(0, 2)) {
            case "i=" ->
                DIGITS.matcher(value).matches() && Long.parseLong(value) <= 0xFFFF_FFFFL
                        ? new Ok<>("i=" + Long.parseLong(value))
                        : Parsed.wrong("has no number from 0 to 4294967295 after i=");
            case "s=" -> string(text, value);
            case "g=" ->
                GUID.matcher(value).matches()
                        ? new Ok<>(text)
                        : Parsed.wrong("has no GUID (8-4-4-4-12 hexadecimal digits) after g=");
            case "b=" -> opaque(text, value);
            default -> Parsed.wrong("is not a NodeId: after the namespace comes i=, s=, g= or b=");
        };
    }

    private static Parsed<String> string(String text, String value) {
        if (value.isEmpty()) {
            return Parsed.wrong("has an empty string after s=");
        }
        return value.length() > STRING_LIMIT
                ? Parsed.wrong("has more than " + STRING_LIMIT + " characters after s=")
                : new Ok<>(text);
    }

    private static Parsed<String> opaque(String text, String value) {
        try {
            return Base64.getDecoder().decode(value).length == 0
                    ? Parsed.wrong("has nothing after b=")
                    : new Ok<>(text);
        } catch (IllegalArgumentException _) {
            return Parsed.wrong("has no base64 text after b=");
        }
    }

    /** Browse names from the Objects folder down, parted by {@code /}; {@code &/} stands for a slash in a name. */
    static Format<List<String>> path() {
        return new Format<>(
                "write browse names from the Objects folder down, such as Line/Press/RamForce",
                List.of(),
                NodeIds::names);
    }

    private static Parsed<List<String>> names(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' && i + 1 < text.length()) {
                name.append(text.charAt(++i));
            } else if (c == '/') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        if (names.getFirst().equals("Objects") && names.size() > 1) {
            names.removeFirst();
        }
        return names.stream().anyMatch(String::isBlank)
                ? new Parsed.Wrong<>("has an empty name between slashes", "")
                : new Ok<>(List.copyOf(names));
    }
}
