package org.millwright.maintenance.training.detect;

import java.util.Arrays;
import org.millwright.maintenance.detect.AnomalyDetector;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.detect.Finding;
import org.millwright.maintenance.detect.Learning;
import org.millwright.maintenance.detect.NormalBehaviour;
import org.millwright.maintenance.detect.PrincipalComponents;
import org.millwright.maintenance.training.study.CannotTrain;

/** What Millwright ships, and the textbook method. */
final class Methods {

    /** What SKAB's own code has as defaults. */
    private static final double EXPLAINED = 0.85;

    private static final double CHANCE = 0.001;

    private static final int MEDIAN_OF = 5;

    private Methods() {}

    /** The detector of the product, row by row, knowing nothing of later rows. */
    static AlarmMethod millwright(DetectorSettings settings) {
        return (recording, learnFrom) -> {
            AnomalyDetector detector = detector(recording, learnFrom, settings);
            boolean[] alarms = new boolean[recording.rows().length];
            for (int i = learnFrom; i < alarms.length; i++) {
                Finding finding =
                        detector.accept(recording.nanos().get(i), recording.rows()[i]);
                alarms[i] = finding instanceof Finding.Anomalous;
            }
            return alarms;
        };
    }

    /** T² and Q by their theoretical limits, each smoothed by a short running median. */
    static AlarmMethod tSquaredAndQ() {
        return (recording, learnFrom) -> {
            PrincipalComponents model =
                    PrincipalComponents.of(recording.first(learnFrom).toArray(double[][]::new), EXPLAINED);
            double[] t =
                    Arrays.stream(recording.rows()).mapToDouble(model::tSquared).toArray();
            double[] q = Arrays.stream(recording.rows()).mapToDouble(model::q).toArray();
            double tLimit = model.tSquaredLimit(CHANCE);
            double qLimit = model.qLimit(CHANCE);
            boolean[] alarms = new boolean[t.length];
            for (int i = MEDIAN_OF - 1; i < alarms.length; i++) {
                alarms[i] = median(t, i) > tLimit || median(q, i) > qLimit;
            }
            return alarms;
        };
    }

    static AnomalyDetector detector(Recording recording, int learnFrom, DetectorSettings settings) {
        return switch (NormalBehaviour.learn(recording.signals(), recording.first(learnFrom), settings)) {
            case Learning.Learned(NormalBehaviour behaviour) -> warmed(behaviour, recording, learnFrom);
            case Learning.NotEnough(String reason) ->
                throw new CannotTrain(recording.name() + " does not show what is normal: " + reason);
        };
    }

    /** As a gateway that goes on after learning: the newest rows are known already. */
    private static AnomalyDetector warmed(NormalBehaviour behaviour, Recording recording, int learnFrom) {
        AnomalyDetector detector = new AnomalyDetector(behaviour);
        for (int i = Math.max(0, learnFrom - 2 * behaviour.settings().memory()); i < learnFrom; i++) {
            detector.accept(recording.nanos().get(i), recording.rows()[i]);
        }
        return detector;
    }

    private static double median(double[] values, int last) {
        double[] newest = Arrays.copyOfRange(values, last - MEDIAN_OF + 1, last + 1);
        Arrays.sort(newest);
        return newest[MEDIAN_OF / 2];
    }
}
