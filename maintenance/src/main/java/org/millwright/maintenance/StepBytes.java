package org.millwright.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Steps as bytes that outlive the process; big-endian. */
final class StepBytes {

    /** More than any window holds: a damaged number must not ask for all memory. */
    private static final int MOST = 1_000_000;
    /** A reason that is longer says no more. */
    private static final int LONGEST_REASON = 500;

    private StepBytes() {}

    static void writeAll(Collection<Step> steps, DataOutput out) throws IOException {
        out.writeInt(steps.size());
        for (Step step : steps) {
            write(step, out);
        }
    }

    static List<Step> readAll(DataInput in) throws IOException {
        int count = count(in);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(read(in));
        }
        return steps;
    }

    static void write(Step step, DataOutput out) throws IOException {
        out.writeLong(step.index());
        out.writeLong(step.sourceNanos());
        switch (step) {
            case Step.Usable usable -> {
                out.writeInt(usable.values().size());
                for (double value : usable.values()) {
                    out.writeDouble(value);
                }
            }
            case Step.Unusable unusable -> {
                out.writeInt(-1);
                out.writeUTF(shortened(unusable.reason()));
            }
        }
    }

    static Step read(DataInput in) throws IOException {
        long index = in.readLong();
        long sourceNanos = in.readLong();
        int count = in.readInt();
        if (count == -1) {
            return new Step.Unusable(index, in.readUTF(), sourceNanos);
        }
        if (count < 0 || count > MOST) {
            throw new IOException("a step of " + count + " values");
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.readDouble());
        }
        return new Step.Usable(index, values, sourceNanos);
    }

    static String shortened(String reason) {
        return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException(count + " steps");
        }
        return count;
    }
}
