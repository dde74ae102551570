package org.millwright.edge.lineprotocol;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a row is known by, taken apart: its table and its tags, in their order. */
public record Identity(String measurement, Map<String, String> tags) {

    /** The tag's value, or nothing where there is none. */
    public String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    /** Takes what {@link LineProtocol#identity} gives. */
    public static Identity parse(String identity) {
        Map<String, String> tags = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        String measurement = "";
        String name = "";
        for (int i = 0; i <= identity.length(); i++) {
            char c = i < identity.length() ? identity.charAt(i) : ',';
            if (c == '\\' && i + 1 < identity.length()) {
                part.append(identity.charAt(++i));
            } else if (c == '=' && name.isEmpty() && !measurement.isEmpty()) {
                name = part.toString();
                part.setLength(0);
            } else if (c == ',') {
                if (measurement.isEmpty()) {
                    measurement = part.toString();
                } else {
                    tags.put(name, part.toString());
                }
                name = "";
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        return new Identity(measurement, tags);
    }
}
