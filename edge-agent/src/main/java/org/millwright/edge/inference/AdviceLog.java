package org.millwright.edge.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Advisory;

/** Which lines of the list are worth a row. As long as the list. NOT thread safe. */
final class AdviceLog {

    private static final long AGAIN_NANOS = Duration.ofHours(1).toNanos();

    /** What makes a line another one. */
    private record Line(String machine, String what) {

        static Line of(Advisory advisory) {
            return new Line(advisory.machine().name(), advisory.what());
        }
    }

    private final Map<Line, Advisory> stored = new HashMap<>();

    /** Those that are new, whose urgency or window changed, or that were told an hour ago; what is gone is forgotten. */
    List<Advisory> news(List<Advisory> list) {
        List<Advisory> news = new ArrayList<>();
        for (Advisory advisory : list) {
            if (isNews(stored.get(Line.of(advisory)), advisory)) {
                stored.put(Line.of(advisory), advisory);
                news.add(advisory);
            }
        }
        stored.keySet().retainAll(list.stream().map(Line::of).toList());
        return news;
    }

    private static boolean isNews(@Nullable Advisory before, Advisory now) {
        return before == null
                || before.urgency() != now.urgency()
                || !sameWindow(before, now)
                // Either way, as our clock may be set back.
                || Math.abs(now.timestampNanos() - before.timestampNanos()) >= AGAIN_NANOS;
    }

    /** A pause that has begun is the same one for as long as it lasts, though it always begins now. */
    private static boolean sameWindow(Advisory before, Advisory now) {
        boolean sameBegin = before.windowFromNanos().equals(now.windowFromNanos())
                || (hasBegun(now.windowFromNanos(), now.timestampNanos())
                        && hasBegun(before.windowFromNanos(), now.timestampNanos()));
        return sameBegin && before.windowUntilNanos().equals(now.windowUntilNanos());
    }

    private static boolean hasBegun(OptionalLong beginNanos, long nowNanos) {
        return beginNanos.isPresent() && beginNanos.getAsLong() <= nowNanos;
    }
}
