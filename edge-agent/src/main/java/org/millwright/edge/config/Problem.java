package org.millwright.edge.config;

import java.nio.file.Path;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line from 1; 0 where it concerns the file as a whole
 * @param key such as {@code sources[1].opcua.sampling}; may be empty
 * @param value as written, or {@code ***} for a secret; empty where there is none to show
 * @param fault what is wrong and what the limit is
 * @param remedy what to write or do instead
 */
public record Problem(Path file, int line, String key, String value, String fault, String remedy) {

    /** {@code file:line: key=value: fault; remedy}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file.toString()).append(':');
        if (line > 0) {
            text.append(line).append(':');
        }
        if (!key.isEmpty()) {
            text.append(' ').append(key);
            if (!value.isEmpty()) {
                text.append('=').append(value);
            }
            text.append(':');
        }
        text.append(' ').append(fault);
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        return text.toString();
    }
}
