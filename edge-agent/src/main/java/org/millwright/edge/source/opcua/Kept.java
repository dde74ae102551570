package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;

/**
 * What one source keeps beyond a connection, and by its marks beyond a restart: its items and how far they were read, its
 * subscriptions, since when something may be missing, and which run of the server that was.
 *
 * <p>Confined to the source's own thread.
 */
final class Kept implements Subscriptions.Places {

    private static final byte[] NOTHING = {};
    private static final long FIRST_BASE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A subscription that may still be there. */
    record Survivor(int place, ServerSubscription subscription, Notifications notifications, boolean ofThisRun) {}

    /** @param again true when it was open before this connection, and live values came since */
    record NewGap(long sinceNanos, boolean again) {}

    /** What the start of a session showed. */
    record Beginning(boolean serverRestarted) {}

    private final String prefix;
    private final Intake intake;
    private final Notifications.Context context;
    private final Map<Integer, Survivor> places = new TreeMap<>();
    private Items<Item.OfSignal> items = new Items<>(0, List.of());
    private byte[] identity = NOTHING;
    private long serverStartNanos;
    private long gapSinceNanos;
    private Optional<NewGap> newGap;

    Kept(String source, Intake intake, Notifications.Context context) {
        this.prefix = "opcua/" + source + "/";
        this.intake = intake;
        this.context = context;
        this.serverStartNanos = readLong("server");
        this.gapSinceNanos = readLong("gap");
        this.newGap = gapSinceNanos == 0 ? Optional.empty() : Optional.of(new NewGap(gapSinceNanos, true));
    }

    Items<Item.OfSignal> items() {
        return items;
    }

    /** A session stands: which of what we kept belongs to this run of this server and to these items? */
    Beginning begin(ServerFacts facts, List<Item.OfSignal> wanted) throws InterruptedException {
        byte[] now = Memento.identity(facts, wanted);
        if (identity.length == 0) {
            remember(now, wanted);
        } else if (!Arrays.equals(identity, now)) {
            List.copyOf(places.keySet()).forEach(this::giveUp);
            items = new Items<>(items.base(), sameWherePossible(wanted));
        }
        identity = now;
        long before = serverStartNanos;
        serverStartNanos = facts.startNanos();
        boolean restarted = before != 0 && serverStartNanos != 0 && before != serverStartNanos;
        if (before != serverStartNanos) {
            put(new Mark(prefix + "server", bytes(serverStartNanos)));
        }
        return new Beginning(restarted);
    }

    /** After a restart of the agent: subscriptions of the same run may still be there, of another only how far they got. */
    private void remember(byte[] now, List<Item.OfSignal> wanted) {
        List<Memento> mementos = new ArrayList<>();
        Optional<Memento> next = memento(0);
        while (next.isPresent()) {
            mementos.add(next.get());
            next = memento(mementos.size());
        }
        boolean same = !mementos.isEmpty()
                && mementos.stream().allMatch(each -> each.isOf(now))
                && mementos.stream().mapToLong(Memento::handleBase).distinct().count() == 1;
        // Far from what a client that counts from 0 or 1 would choose, and with room for all items.
        long base = same
                ? mementos.getFirst().handleBase()
                : RandomGenerator.getDefault().nextLong(FIRST_BASE, Integer.MAX_VALUE);
        items = new Items<>(base, wanted);
        for (int place = 0; place < mementos.size(); place++) {
            Memento memento = mementos.get(place);
            if (!same) {
                missingSince(memento.completeNanos());
            } else {
                Notifications heard =
                        new Notifications(context, items, key(place), now, memento.completeNanos(), memento.retains());
                ServerSubscription subscription = new ServerSubscription(
                        uint(memento.subscription()),
                        ServerSubscription.Pace.UNKNOWN,
                        Sequence.after(memento.number()),
                        heard,
                        context.readings().faults(),
                        context.happenings());
                places.put(place, new Survivor(place, subscription, heard, false));
            }
        }
    }

    private Optional<Memento> memento(int place) {
        return intake.mark(key(place)).flatMap(Memento::decode);
    }

    /** How far an item was read outlives a restart of the server. */
    private List<Item.OfSignal> sameWherePossible(List<Item.OfSignal> wanted) {
        Map<List<Object>, Item.OfSignal> known = new HashMap<>();
        items.all().forEach(item -> known.put(List.of(item.signal(), item.address(), item.sampling()), item));
        return wanted.stream()
                .map(item -> known.getOrDefault(List.of(item.signal(), item.address(), item.sampling()), item))
                .toList();
    }

    List<Survivor> survivors() {
        return List.copyOf(places.values());
    }

    Optional<Survivor> of(ServerSubscription subscription) {
        return places.values().stream()
                .filter(each -> each.subscription() == subscription)
                .findFirst();
    }

    /** The subscription in this place is no more; what it did not bring is missing. */
    void giveUp(int place) {
        Survivor gone = places.remove(place);
        if (gone != null) {
            gone.subscription().close();
            gone.notifications().offerAgain();
            gone.notifications().giveUp();
            missingSince(gone.notifications().completeNanos());
        }
    }

    /** The agent stops: what found no room is the server's still, where it keeps our subscriptions, and else is lost. */
    void stop(boolean serverKeeps) {
        for (Survivor survivor : places.values()) {
            survivor.notifications().offerAgain();
            if (!serverKeeps) {
                survivor.notifications().giveUp();
            }
        }
    }

    private void missingSince(long nanos) {
        if (nanos != 0) {
            boolean again = newGap.filter(NewGap::again).isPresent();
            long since = newGap.map(gap -> Math.min(gap.sinceNanos(), nanos)).orElse(nanos);
            newGap = Optional.of(new NewGap(since, again));
            gapOpened(since);
        }
    }

    /** Since this source time something may be missing. */
    void gapOpened(long sinceNanos) {
        if (sinceNanos != 0 && (gapSinceNanos == 0 || sinceNanos < gapSinceNanos)) {
            gapSinceNanos = sinceNanos;
        }
    }

    /** What has come to be missing and nobody has begun to fill. */
    Optional<NewGap> takeNewGap() {
        Optional<NewGap> taken = newGap;
        newGap = Optional.empty();
        return taken;
    }

    /** A gap that was being filled was not filled to its end. */
    void fillAgain() {
        if (gapSinceNanos != 0) {
            newGap = Optional.of(new NewGap(gapSinceNanos, true));
        }
    }

    /** Puts away that something is missing, before anything newer can be put away; retires the marks of what was given up. */
    void putGapAway() throws InterruptedException {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(prefix + "gap", bytes(gapSinceNanos)));
        for (int place = 0; memento(place).isPresent(); place++) {
            if (!places.containsKey(place)) {
                marks.add(new Mark(key(place), NOTHING));
            }
        }
        put(marks.toArray(Mark[]::new));
    }

    /** The mark that says that nothing is missing any more; put away with the last of what was. */
    Mark gapClosing() {
        return new Mark(prefix + "gap", NOTHING);
    }

    /** The mark was put away. */
    void gapClosed() {
        gapSinceNanos = 0;
    }

    private void put(Mark... marks) throws InterruptedException {
        Parcel parcel = new Parcel(List.of(), List.of(marks), Receipt.NONE);
        while (!intake.offer(parcel, PATIENCE)) {
            // Nothing may be taken over before this; an interruption ends the wait.
            context.readings().faults().add("journal-full");
        }
    }

    @Override
    public ServerSubscription.Receiver receiver(int place) {
        return new Notifications(context, items, key(place), identity, 0, false);
    }

    @Override
    public void taken(int place, ServerSubscription subscription) {
        if (subscription.receiver() instanceof Notifications notifications) {
            places.put(place, new Survivor(place, subscription, notifications, true));
        }
    }

    private String key(int place) {
        return prefix + place;
    }

    private long readLong(String name) {
        return intake.mark(prefix + name)
                .filter(content -> content.length == Long.BYTES)
                .map(content -> ByteBuffer.wrap(content).getLong())
                .orElse(0L);
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
