package org.millwright.edge.waveform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Channel;

/**
 * Keeps the newest waveform of each channel until it is fetched: an older one tells nothing that the newer does not, and
 * memory is bounded by the number of channels. For each channel, received = fetched + overtaken + waiting.
 *
 * <p>Any thread.
 */
public final class NewestRecordings implements Recordings {

    /**
     * @param overtaken not fetched before a newer one came
     * @param lostAtSource times that the source told of some that it did not keep; these were never received
     * @param waiting 0 or 1
     */
    public record Counts(long received, long fetched, long overtaken, long lostAtSource, int waiting) {

        private static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    private static final class Place {
        private @Nullable Recording waiting;
        private long received;
        private long fetched;
        private long overtaken;
        private long lostAtSource;
    }

    private final Map<Channel, Place> places = new HashMap<>();

    @Override
    public synchronized void take(Recording recording) {
        Place place = place(recording.channel());
        place.received++;
        if (place.waiting != null) {
            place.overtaken++;
        }
        place.waiting = recording;
    }

    @Override
    public synchronized void lostAtSource(Channel channel) {
        place(channel).lostAtSource++;
    }

    private Place place(Channel channel) {
        return places.computeIfAbsent(channel, _ -> new Place());
    }

    /** The one that waits; empty where none does. */
    public synchronized Optional<Recording> fetch(Channel channel) {
        Place place = places.get(channel);
        if (place == null || place.waiting == null) {
            return Optional.empty();
        }
        Recording recording = place.waiting;
        place.waiting = null;
        place.fetched++;
        return Optional.of(recording);
    }

    public synchronized Counts counts(Channel channel) {
        Place place = places.get(channel);
        return place == null
                ? Counts.NONE
                : new Counts(
                        place.received,
                        place.fetched,
                        place.overtaken,
                        place.lostAtSource,
                        place.waiting == null ? 0 : 1);
    }
}
