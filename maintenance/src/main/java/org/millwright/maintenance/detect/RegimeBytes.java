package org.millwright.maintenance.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was learned of all regimes, as bytes that outlive the process; big-endian, a number for the layout first. One normal
 * without regimes is the layout of {@link NormalBytes}, as it was before there were any.
 */
final class RegimeBytes {

    private static final int LAYOUT = 2;
    private static final int MOST = 10_000;

    private RegimeBytes() {}

    static byte[] write(MachineNormal normal) {
        Optional<OperatingRegimes> regimes = normal.regimes();
        if (regimes.isEmpty()) {
            return ((Learning.Learned) normal.behaviours().getFirst())
                    .behaviour()
                    .toBytes();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(LAYOUT);
            out.writeBoolean(normal.declared());
            out.writeInt(normal.settle());
            write(regimes.get(), out);
            for (Learning learning : normal.behaviours()) {
                switch (learning) {
                    case Learning.Learned(NormalBehaviour behaviour) -> {
                        byte[] its = behaviour.toBytes();
                        out.writeInt(its.length);
                        out.write(its);
                    }
                    case Learning.NotEnough(String reason) -> {
                        out.writeInt(0);
                        out.writeUTF(reason);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException in words where they were not written by {@link #write} */
    static MachineNormal read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != LAYOUT) {
                return MachineNormal.of(NormalBehaviour.of(bytes));
            }
            boolean declared = in.readBoolean();
            int settle = in.readInt();
            OperatingRegimes regimes = regimes(in);
            List<Learning> behaviours = new ArrayList<>();
            for (int r = 0; r < regimes.count(); r++) {
                int length = in.readInt();
                behaviours.add(
                        length == 0
                                ? new Learning.NotEnough(in.readUTF())
                                : new Learning.Learned(NormalBehaviour.of(in.readNBytes(Math.max(0, length)))));
            }
            return machine(regimes, declared, settle, behaviours);
        } catch (IOException e) {
            throw new IllegalArgumentException("what was learned is cut off; learn it again", e);
        }
    }

    private static MachineNormal machine(
            OperatingRegimes regimes, boolean declared, int settle, List<Learning> behaviours) {
        for (Learning learning : behaviours) {
            if (learning instanceof Learning.Learned(NormalBehaviour behaviour)) {
                List<String> signals =
                        behaviour.signals().stream().map(SignalNormal::name).toList();
                for (int s = 0; s < regimes.names().size(); s++) {
                    int place = regimes.places()[s];
                    if (place < 0
                            || place >= signals.size()
                            || !signals.get(place).equals(regimes.names().get(s))) {
                        throw new IllegalArgumentException(
                                "what was learned of the regimes is damaged; learn it again");
                    }
                }
                return new MachineNormal(
                        signals, behaviour.settings(), Optional.of(regimes), declared, settle, behaviours);
            }
        }
        throw new IllegalArgumentException("what was learned holds no regime; learn it again");
    }

    private static void write(OperatingRegimes regimes, DataOutputStream out) throws IOException {
        out.writeInt(regimes.names().size());
        for (int s = 0; s < regimes.names().size(); s++) {
            out.writeUTF(regimes.names().get(s));
            out.writeInt(regimes.places()[s]);
            out.writeDouble(regimes.widths()[s]);
        }
        out.writeDouble(regimes.radius());
        out.writeInt(regimes.count());
        for (double[] centre : regimes.centres()) {
            for (double value : centre) {
                out.writeDouble(value);
            }
        }
    }

    private static OperatingRegimes regimes(DataInputStream in) throws IOException {
        int count = count(in);
        List<String> names = new ArrayList<>();
        int[] places = new int[count];
        double[] widths = new double[count];
        for (int s = 0; s < count; s++) {
            names.add(in.readUTF());
            places[s] = in.readInt();
            widths[s] = in.readDouble();
        }
        double radius = in.readDouble();
        int regimes = count(in);
        List<double[]> centres = new ArrayList<>();
        for (int r = 0; r < regimes; r++) {
            double[] centre = new double[count];
            for (int s = 0; s < count; s++) {
                centre[s] = in.readDouble();
            }
            centres.add(centre);
        }
        return new OperatingRegimes(names, places, widths, radius, centres);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("what was learned counts " + count + "; learn it again");
        }
        return count;
    }
}
