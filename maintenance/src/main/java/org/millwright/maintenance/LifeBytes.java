package org.millwright.maintenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** What a {@link LifeWatch} has seen, as bytes that outlive the process; big-endian, a number for the layout first. */
final class LifeBytes {

    private static final int LAYOUT = 1;

    private LifeBytes() {}

    static byte[] write(LifeWatch watch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(LAYOUT);
            out.writeUTF(counted(watch.model().contract()));
            watch.assembler().write(out);
            out.writeLong(watch.restarts());
            out.writeUTF(watch.model().hash());
            watch.filter().write(out);
            out.writeUTF(watch.judge().worst().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException in words */
    static LifeWatch read(RemainingLifeModel model, Duration settle, byte[] seen) {
        LifeContract contract = model.contract();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(seen))) {
            int layout = in.readInt();
            if (layout != LAYOUT) {
                throw new IllegalArgumentException("it has the layout " + layout + ", not " + LAYOUT);
            }
            String its = in.readUTF();
            if (!its.equals(counted(contract))) {
                throw new IllegalArgumentException("it counts " + its + ", the model " + counted(contract));
            }
            StepAssembler assembler =
                    new StepAssembler(contract.inputNames(), contract.axis(), contract.window(), settle, in);
            LifeWatch watch = new LifeWatch(model, assembler, in.readLong());
            if (in.readUTF().equals(model.hash())) {
                watch.filter().read(in);
                watch.judge().goOnFrom(Health.valueOf(in.readUTF()));
            }
            return watch;
        } catch (IOException e) {
            throw new IllegalArgumentException("it is damaged: " + e.getMessage(), e);
        }
    }

    /** What steps are made of: those of another model mean the same where this is the same. */
    private static String counted(LifeContract contract) {
        Axis axis = contract.axis();
        return "steps of " + axis.step() + " " + axis.unit() + " along " + axis.input() + ", " + axis.aggregation()
                + ", held for " + axis.longestHold() + ", of " + contract.inputNames();
    }
}
