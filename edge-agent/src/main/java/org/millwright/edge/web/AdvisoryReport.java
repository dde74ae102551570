package org.millwright.edge.web;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Advisory;

/** What there is to do, as JSON; times in ISO 8601, null where there are none. */
final class AdvisoryReport {

    private AdvisoryReport() {}

    static JsonObject json(Advisory advisory) {
        return new JsonObject()
                .put("machine", advisory.machine().name())
                .put("what", advisory.what())
                .put("why", advisory.why())
                .put(
                        "urgency",
                        advisory.urgency().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("dueAt", at(advisory.dueNanos()))
                .put("windowFrom", at(advisory.windowFromNanos()))
                .put("windowUntil", at(advisory.windowUntilNanos()))
                .put("risk", Double.isNaN(advisory.risk()) ? null : advisory.risk())
                .put("certainty", Double.isNaN(advisory.certainty()) ? null : advisory.certainty());
    }

    private static @Nullable String at(OptionalLong nanos) {
        return nanos.isPresent() ? Nanos.instant(nanos.getAsLong()).toString() : null;
    }
}
