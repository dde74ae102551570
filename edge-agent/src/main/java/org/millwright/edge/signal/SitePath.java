package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/** Where a line stands, by the ISA-95 (IEC 62264-1) equipment hierarchy. */
public record SitePath(String enterprise, String site, String area, String line) {

    public SitePath {
        requireNonNull(enterprise, "enterprise is null");
        requireNonNull(site, "site is null");
        requireNonNull(area, "area is null");
        requireNonNull(line, "line is null");
    }

    @Override
    public String toString() {
        return enterprise + "/" + site + "/" + area + "/" + line;
    }
}
