package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * One machine of a line.
 *
 * @param kind what sort of machine it is, such as {@code press}; it names the measurement its readings are stored in
 */
public record Machine(SitePath path, String name, String kind) {

    public Machine {
        requireNonNull(path, "path is null");
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
    }

    /** As for {@link Signal#hashCode}; machines of one name differ in their path at most. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return path + "/" + name;
    }
}
