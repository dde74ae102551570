package org.millwright.maintenance.training.vibration;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;
import org.millwright.maintenance.vibration.BearingGeometry;

/** Bearing diagnosis on the data of Case Western Reserve University, leaving one fault size out. */
public final class CwruStudy implements Study {

    /** SKF 6205-2RS JEM at the drive end; diameters in inches. */
    static final BearingGeometry DRIVE_END = new BearingGeometry(9, 0.3126, 1.537, 0);

    private static final double WINDOW_SECONDS = 1;
    private static final int LEAST_SIZES = 3;

    @Override
    public void run(Path data, int seeds, PrintWriter print) throws IOException {
        List<Recording> listed = CwruFiles.read(data);
        check(data, listed);
        List<Recording> atTrueRate =
                listed.stream().map(recording -> atTrueRate(recording, print)).toList();
        new Comparison(atTrueRate, seeds, print).run(WINDOW_SECONDS);
        if (!atTrueRate.equals(listed)) {
            print.printf("%nThe same with every recording taken as 12 kHz, as the set is listed:%n");
            new Comparison(listed, seeds, print).run(WINDOW_SECONDS);
        }
    }

    /**
     * Training sees the lowest load alone; two sizes of the faults that may show no frequency are needed there beside the one
     * that is left out.
     */
    private static void check(Path data, List<Recording> listed) {
        int load = listed.stream().mapToInt(Recording::load).min().orElse(0);
        List<Recording> lowest =
                listed.stream().filter(recording -> recording.load() == load).toList();
        long normal = lowest.stream()
                .filter(recording -> recording.condition() == Condition.NORMAL)
                .count();
        long sizes = lowest.stream()
                .filter(recording -> Cascade.SILENT.contains(recording.condition()))
                .mapToInt(Recording::mils)
                .distinct()
                .count();
        if (normal == 0 || sizes < LEAST_SIZES) {
            throw new CannotTrain("--data=" + data + " holds " + normal + " normal recordings and " + sizes
                    + " fault sizes of outer race or ball at " + load + " HP, its lowest load; at least 1 and "
                    + LEAST_SIZES + " are needed there (Normal_0.mat, OR007@6_0.mat, B007_0.mat, ...)");
        }
    }

    /** At 12 kHz, whatever it was sampled at; the recording itself where that was 12 kHz. */
    private static Recording atTrueRate(Recording recording, PrintWriter print) {
        double rateHertz = ShaftLines.rateHertz(recording);
        int factor = (int) Math.round(rateHertz / CwruFiles.RATE_HERTZ);
        if (factor == 1) {
            return recording;
        }
        print.printf(
                Locale.ROOT,
                "%s: its shaft lines say that it was sampled at %.0f Hz; brought to %.0f Hz%n",
                recording,
                rateHertz,
                CwruFiles.RATE_HERTZ);
        return Decimation.by(factor, recording.with(rateHertz, recording.whole().samples()));
    }
}
