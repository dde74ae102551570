package org.millwright.edge.inference;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.models.Slot;
import org.millwright.hardware.inference.ModelException;

/**
 * The place of the model that decides: the inspection's thread runs it, another one loads its successor beside it, so that
 * the line does not wait while a model is read and proven.
 */
public final class Seat implements AutoCloseable {

    private final String slot;
    private final Path configured;
    private final ModelStore store;
    private final int threads;
    private final AtomicReference<@Nullable PartInspector> next = new AtomicReference<>();
    private PartInspector live = PartInspector.none("the model is not loaded yet");
    private volatile String trouble = "the model is not loaded yet";
    private volatile String note = "";
    private volatile String precision = "";
    private volatile Optional<Slot> opened = Optional.empty();

    /**
     * @param slot its name in the store
     * @param configured the bundle that the configuration names
     */
    public Seat(String slot, Path configured, ModelStore store, int threads) {
        this.slot = slot;
        this.configured = configured;
        this.store = store;
        this.threads = threads;
    }

    public String slot() {
        return slot;
    }

    /** Loads what decides now; on the inspection's thread, once. */
    void open() {
        Slot chosen = choose();
        live = chosen.live()
                .map(hash -> PartInspector.open(store, hash, threads))
                .orElseGet(() -> PartInspector.none(note));
        if (!live.fault().isEmpty()
                && chosen.previous().isPresent()
                && chosen.live().isPresent()) {
            String refused = live.fault();
            chosen = store.rollBack(slot, refused);
            live = PartInspector.open(store, chosen.live().orElseThrow(), threads);
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
            return store.configure(slot, configured);
        } catch (ModelException | ModelStoreException e) {
            note = String.valueOf(e.getMessage());
            return store.slot(slot);
        }
    }

    /** The model that decides; takes over its successor where one is ready. On the inspection's thread. */
    PartInspector live() {
        PartInspector successor = next.getAndSet(null);
        if (successor != null) {
            live.close();
            live = successor;
            note = "";
            told(live);
        }
        return live;
    }

    private void told(PartInspector inspector) {
        trouble = inspector.fault();
        precision = inspector.precision();
        if (!inspector.slowness().isEmpty()) {
            note = inspector.slowness();
        }
    }

    /** Loads and proves a version; on the thread that calls. */
    PartInspector load(String hash) {
        PartInspector inspector = PartInspector.open(store, hash, threads);
        inspector.warmUp();
        return inspector;
    }

    /** Hands over the successor of the one that decides. */
    void succeed(PartInspector inspector) {
        PartInspector unused = next.getAndSet(inspector);
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
        PartInspector unused = next.getAndSet(null);
        if (unused != null) {
            unused.close();
        }
    }
}
