package org.millwright.maintenance.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.millwright.maintenance.detect.SignalNormal.Judged;
import org.millwright.maintenance.detect.SignalNormal.Usual;

/** What was learned, as bytes that outlive the process; big-endian, a number for the layout first. */
final class NormalBytes {

    private static final int LAYOUT = 1;
    private static final int MOST_SIGNALS = 10_000;

    private NormalBytes() {}

    static byte[] write(NormalBehaviour behaviour, int[] levels, double[][] correlation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(LAYOUT);
            settings(behaviour.settings(), out);
            out.writeInt(behaviour.signals().size());
            for (SignalNormal signal : behaviour.signals()) {
                signal(signal, out);
            }
            out.writeInt(levels.length);
            for (int i = 0; i < levels.length; i++) {
                out.writeInt(levels[i]);
                for (double value : correlation[i]) {
                    out.writeDouble(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException in words where they were not written by {@link #write} */
    static NormalBehaviour read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int layout = in.readInt();
            if (layout != LAYOUT) {
                throw new IllegalArgumentException(
                        "what was learned has the layout " + layout + ", not " + LAYOUT + "; learn it again");
            }
            DetectorSettings settings = settings(in);
            int count = count(in);
            List<SignalNormal> signals = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                signals.add(signal(in));
            }
            int judged = count(in);
            // Before any room is made for what a damaged number asks for.
            if (judged > count || in.available() != judged * (Integer.BYTES + (long) judged * Double.BYTES)) {
                throw new IllegalArgumentException(
                        "what was learned of " + judged + " of " + count + " signals is damaged; learn it again");
            }
            int[] levels = new int[judged];
            double[][] correlation = new double[judged][judged];
            for (int i = 0; i < judged; i++) {
                levels[i] = in.readInt();
                for (int j = 0; j < judged; j++) {
                    correlation[i][j] = in.readDouble();
                }
            }
            return NormalBehaviour.of(settings, signals, levels, correlation);
        } catch (IOException e) {
            throw new IllegalArgumentException("what was learned is cut off; learn it again", e);
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_SIGNALS) {
            throw new IllegalArgumentException("what was learned names " + count + " signals; learn it again");
        }
        return count;
    }

    private static void settings(DetectorSettings settings, DataOutputStream out) throws IOException {
        out.writeLong(settings.step().toNanos());
        out.writeInt(settings.memory());
        out.writeLong(settings.falseAlarmEvery().toNanos());
        out.writeDouble(settings.release());
        out.writeInt(settings.leastReadings());
        out.writeInt(settings.leastLooks());
        out.writeLong(settings.longestHold().toNanos());
    }

    private static DetectorSettings settings(DataInputStream in) throws IOException {
        return new DetectorSettings(
                Duration.ofNanos(in.readLong()),
                in.readInt(),
                Duration.ofNanos(in.readLong()),
                in.readDouble(),
                in.readInt(),
                in.readInt(),
                Duration.ofNanos(in.readLong()));
    }

    private static void signal(SignalNormal signal, DataOutputStream out) throws IOException {
        out.writeUTF(signal.name());
        out.writeUTF(signal.judged().name());
        out.writeDouble(signal.centre());
        out.writeDouble(signal.spread());
        usual(signal.level(), out);
        usual(signal.roughness(), out);
        out.writeInt(signal.longestRun());
        out.writeDouble(signal.looks());
    }

    private static SignalNormal signal(DataInputStream in) throws IOException {
        String name = in.readUTF();
        Judged judged = Judged.valueOf(in.readUTF());
        return new SignalNormal(
                name, judged, in.readDouble(), in.readDouble(), usual(in), usual(in), in.readInt(), in.readDouble());
    }

    private static void usual(Usual usual, DataOutputStream out) throws IOException {
        out.writeDouble(usual.mean());
        out.writeDouble(usual.deviation());
        out.writeDouble(usual.freedom());
    }

    private static Usual usual(DataInputStream in) throws IOException {
        return new Usual(in.readDouble(), in.readDouble(), in.readDouble());
    }
}
