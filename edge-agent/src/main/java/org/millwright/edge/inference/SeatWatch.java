package org.millwright.edge.inference;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.models.Slot;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.SitePath;

/**
 * Follows what the store says about one place: loads what was promoted or taken back, runs what is on trial, and takes a
 * model back that does not conduct itself. NOT thread safe.
 */
final class SeatWatch<M extends SeatedModel, D extends Decided> implements AutoCloseable {

    /** In whose name notices are told. */
    record Said(SitePath path, String source) {}

    private final Seat<M> seat;
    private final Trade<M, D> trade;
    private final Said said;
    private final Intake intake;
    private final boolean automaticRollback;
    private final InstantSource clock;
    private @Nullable Slot known;
    private @Nullable Trial<D> trial;
    private Conduct<D> conduct;
    private Optional<String> drift = Optional.empty();
    private volatile SeatStatus status;

    SeatWatch(
            Seat<M> seat, Trade<M, D> trade, Said said, Intake intake, boolean automaticRollback, InstantSource clock) {
        this.seat = seat;
        this.trade = trade;
        this.said = said;
        this.intake = intake;
        this.automaticRollback = automaticRollback;
        this.clock = clock;
        this.conduct = trade.unknown();
        this.status = new SeatStatus(
                seat.slot(), atFirst(seat), seat.precision(), trade.noTrial(), Optional.empty(), Double.NaN);
    }

    /** What cannot be read yet is tried again with every look; the agent starts all the same. */
    private static Slot atFirst(Seat<?> seat) {
        try {
            return seat.look();
        } catch (ModelStoreException e) {
            return Slot.EMPTY;
        }
    }

    String slot() {
        return seat.slot();
    }

    /** Looks at the store; cheap where nothing changed. */
    void follow() throws InterruptedException {
        Optional<Slot> opened = seat.opened();
        if (opened.isEmpty()) {
            return;
        }
        Slot before = known;
        if (before == null) {
            before = opened.get();
            known = before;
            if (before.why().startsWith("rolled back")) {
                tell(Notice.Kind.MODEL_ROLLED_BACK, inWords(before));
            }
        }
        Slot now = seat.look();
        if (!now.live().equals(before.live())) {
            succeed(now);
        }
        if (!now.shadow().orElse("").equals(trial == null ? "" : trial.hash())) {
            now = tryOut(now);
        }
        known = now;
        publish(now);
    }

    private void succeed(Slot now) throws InterruptedException {
        String hash = now.live().orElse("");
        M successor = seat.load(hash);
        if (successor.fault().isEmpty()) {
            seat.succeed(successor);
            tell(
                    now.why().startsWith("rolled back") ? Notice.Kind.MODEL_ROLLED_BACK : Notice.Kind.MODEL_PROMOTED,
                    inWords(now));
        } else {
            successor.close();
            tell(Notice.Kind.MODEL_REFUSED, successor.fault());
            if (automaticRollback) {
                var _ = seat.tryRollBack(successor.fault());
            }
        }
    }

    /** Begins the trial that the store asks for, or ends the one it no longer asks for. */
    private Slot tryOut(Slot now) throws InterruptedException {
        if (trial != null) {
            end(trial);
        }
        if (now.shadow().isEmpty()) {
            return now;
        }
        M candidate = seat.load(now.shadow().get());
        String refused = candidate.fault().isEmpty() ? candidate.slowness() : candidate.fault();
        if (refused.isEmpty()) {
            trial = trade.tryOut(candidate);
            tell(Notice.Kind.MODEL_DEPLOYED, "model " + now.shadow().get() + " is on trial at " + seat.slot());
            return now;
        }
        candidate.close();
        return refuse(refused);
    }

    private void end(Trial<D> over) {
        over.close();
        trial = null;
        trade.ended();
    }

    private Slot refuse(String because) throws InterruptedException {
        tell(Notice.Kind.MODEL_REFUSED, because);
        try {
            seat.withdraw(because);
        } catch (ModelStoreException e) {
            // Somebody else has ended the trial in between.
        }
        return seat.look();
    }

    /** Something that this place's model has decided. */
    void after(D judged) throws InterruptedException {
        if (!conduct.isOf(judged.model())) {
            conduct = trade.conduct(judged);
        }
        conduct.take(judged);
        watchDrift();
        Optional<String> complaint = conduct.complaint();
        if (complaint.isPresent() && automaticRollback && decides(judged)) {
            var _ = seat.tryRollBack(complaint.get());
        }
        if (trial != null) {
            String end = trial.judge(judged);
            if (!end.isEmpty()) {
                end(trial);
                known = refuse(end);
            }
        }
        publish(known == null ? seat.look() : known);
    }

    /** What was still on its way when its model was taken back says nothing about the one that decides now. */
    private boolean decides(D judged) {
        return seat.look().live().filter(judged.model()::equals).isPresent();
    }

    private void watchDrift() throws InterruptedException {
        Optional<String> now = conduct.drift();
        if (now.isPresent() != drift.isPresent()) {
            tell(Notice.Kind.DRIFT, now.orElse(trade.driftOver()));
        }
        drift = now;
    }

    private String inWords(Slot slot) {
        return "model " + slot.live().orElse("none") + " decides at " + seat.slot() + ": " + slot.why();
    }

    private void tell(Notice.Kind kind, String text) throws InterruptedException {
        intake.keep(new Notice(said.path(), said.source(), kind, Double.NaN, text, Times.epochNanos(clock)));
    }

    private void publish(Slot slot) {
        status = new SeatStatus(
                seat.slot(),
                slot,
                seat.precision(),
                trial == null ? trade.noTrial() : trial.comparison(),
                drift,
                conduct.driftIndex());
    }

    /** Any thread. */
    SeatStatus status() {
        return status;
    }

    @Override
    public void close() {
        if (trial != null) {
            trial.close();
        }
    }
}
