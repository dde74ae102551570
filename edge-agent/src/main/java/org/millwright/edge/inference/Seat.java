package org.millwright.edge.inference;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.models.ModelKind;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.models.Slot;
import org.millwright.hardware.inference.ModelException;

/**
 * The place of the model that decides: the thread of a station or of machines runs it, and its successor is loaded beside it,
 * on another thread where the line cannot wait while a model is read and proven.
 */
public final class Seat<M extends SeatedModel> implements AutoCloseable {

    /** Opens models of one kind. */
    public interface Opener<M> {

        /** A version that is kept, or the reason why it cannot be used; throws nothing. */
        M open(ModelStore store, String hash);

        /** No model, because of this. */
        M none(String because);
    }

    private final String slot;
    private final Path configured;
    private final ModelStore store;
    private final ModelKind kind;
    private final Opener<M> opener;
    private final AtomicReference<@Nullable M> next = new AtomicReference<>();
    private M live;
    private volatile String trouble = "the model is not loaded yet";
    private volatile String note = "";
    private volatile String precision = "";
    private volatile Optional<Slot> opened = Optional.empty();

    /**
     * @param slot its name in the store
     * @param configured the bundle that the configuration names
     * @param kind of bundle that belongs here
     */
    public Seat(String slot, Path configured, ModelStore store, ModelKind kind, Opener<M> opener) {
        this.slot = slot;
        this.configured = configured;
        this.store = store;
        this.kind = kind;
        this.opener = opener;
        this.live = opener.none("the model is not loaded yet");
    }

    public String slot() {
        return slot;
    }

    /** Loads what decides now; on the thread that runs it, once. */
    void open() {
        try {
            load();
        } catch (ModelStoreException e) {
            live = opener.none(String.valueOf(e.getMessage()));
            note = live.fault();
            trouble = note;
        }
    }

    private void load() {
        Slot chosen = choose();
        live = chosen.live().map(hash -> opener.open(store, hash)).orElseGet(() -> opener.none(note));
        if (!live.fault().isEmpty()
                && chosen.previous().isPresent()
                && chosen.live().isPresent()) {
            String refused = live.fault();
            chosen = store.rollBack(slot, refused);
            live = opener.open(store, chosen.live().orElseThrow());
            note = refused;
        }
        live.warmUp();
        told(live);
        trouble = byItsConfiguredName(live.fault(), chosen);
        opened = Optional.of(chosen);
    }

    /** The kept version is the store's business; whoever reads the message knows the folder of the configuration. */
    private String byItsConfiguredName(String fault, Slot chosen) {
        boolean its = chosen.live().isPresent() && chosen.live().equals(chosen.configured());
        return fault.isEmpty() || !its ? fault : "model " + configured + ", as kept: " + fault;
    }

    /** What was in the slot when it was opened; empty before that. Any thread. */
    Optional<Slot> opened() {
        return opened;
    }

    private Slot choose() {
        try {
            return store.configure(slot, configured, kind);
        } catch (ModelException | ModelStoreException e) {
            note = String.valueOf(e.getMessage());
            return store.slot(slot);
        }
    }

    /** The model that decides; takes over its successor where one is ready. On the thread that runs it. */
    M live() {
        M successor = next.getAndSet(null);
        if (successor != null) {
            live.close();
            live = successor;
            note = "";
            told(live);
        }
        return live;
    }

    private void told(M model) {
        trouble = model.fault();
        precision = model.precision();
        if (!model.slowness().isEmpty()) {
            note = model.slowness();
        }
    }

    /** Loads and proves a version; on the thread that calls. */
    M load(String hash) {
        M loaded = opener.open(store, hash);
        loaded.warmUp();
        return loaded;
    }

    /** Hands over the successor of the one that decides. */
    void succeed(M successor) {
        M unused = next.getAndSet(successor);
        if (unused != null) {
            unused.close();
        }
    }

    /** What is in the slot now. */
    Slot look() {
        return store.slot(slot);
    }

    /** Does so where there is a model to go back to. */
    boolean tryRollBack(String because) {
        boolean possible = look().previous().isPresent();
        if (possible) {
            store.rollBack(slot, because);
        }
        return possible;
    }

    void withdraw(String because) {
        store.withdraw(slot, because);
    }

    /** Why no model decides; empty when one does. Any thread. */
    String trouble() {
        return trouble;
    }

    /** What else should be known; empty when all is well. Any thread. */
    String note() {
        return note;
    }

    /** In which precision the model that decides runs here, and why; empty while there is none. Any thread. */
    String precision() {
        return precision;
    }

    @Override
    public void close() {
        live.close();
        M unused = next.getAndSet(null);
        if (unused != null) {
            unused.close();
        }
    }
}
