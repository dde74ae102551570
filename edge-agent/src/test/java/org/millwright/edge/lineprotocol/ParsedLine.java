package org.millwright.edge.lineprotocol;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line of line protocol, read by the published grammar; written apart from the encoder so that both can be wrong. */
record ParsedLine(String measurement, Map<String, String> tags, Map<String, Object> fields, long timestamp) {

    static ParsedLine of(String line) {
        return new Parser(line).parse();
    }

    private static final class Parser {
        private final String line;
        private int at;

        Parser(String line) {
            this.line = line;
        }

        ParsedLine parse() {
            String measurement = until(", ");
            Map<String, String> tags = new LinkedHashMap<>();
            while (line.charAt(at) == ',') {
                at++;
                String key = until("=");
                at++;
                tags.put(key, until(", "));
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            do {
                at++;
                String key = until("=");
                at++;
                fields.put(key, line.charAt(at) == '"' ? quoted() : bare(until(", ")));
            } while (line.charAt(at) == ',');
            return new ParsedLine(measurement, tags, fields, Long.parseLong(line.substring(at + 1)));
        }

        private String until(String ends) {
            StringBuilder read = new StringBuilder();
            while (ends.indexOf(line.charAt(at)) < 0) {
                if (line.charAt(at) == '\\') {
                    at++;
                }
                read.append(line.charAt(at++));
            }
            return read.toString();
        }

        private String quoted() {
            StringBuilder read = new StringBuilder();
            at++;
            while (line.charAt(at) != '"') {
                if (line.charAt(at) == '\\') {
                    at++;
                }
                read.append(line.charAt(at++));
            }
            at++;
            return read.toString();
        }

        private static Object bare(String text) {
            if (text.endsWith("i")) {
                return Long.parseLong(text.substring(0, text.length() - 1));
            }
            return switch (text) {
                case "t" -> true;
                case "f" -> false;
                default -> Double.parseDouble(text);
            };
        }
    }
}
