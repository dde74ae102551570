package org.millwright.maintenance.training.vibration;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.millwright.maintenance.training.study.Spread;
import org.millwright.maintenance.vibration.BearingFinding;
import org.millwright.maintenance.vibration.BearingOrders;

/** Runs both methods over the same folds and windows and prints what came of it. */
final class Comparison {

    private final List<Recording> recordings;
    private final int seeds;
    private final PrintWriter print;

    Comparison(List<Recording> recordings, int seeds, PrintWriter print) {
        this.recordings = recordings;
        this.seeds = seeds;
        this.print = print;
    }

    void run(double windowSeconds) {
        BearingOrders orders = CwruStudy.DRIVE_END.orders();
        Cascade cascade = new Cascade(orders);
        List<Fold> folds = Fold.of(recordings, windowSeconds);
        for (Method method : List.of(new ForestBaseline(orders), cascade)) {
            compare(method, folds);
        }
        named(cascade, windowSeconds);
    }

    private void compare(Method method, List<Fold> folds) {
        List<Double> means = new ArrayList<>();
        List<Double> balanced = new ArrayList<>();
        List<Confusion> byFold = folds.stream().map(fold -> new Confusion()).toList();
        Map<Integer, Confusion> byLoad = new TreeMap<>();
        for (long seed = 1; seed <= seeds; seed++) {
            double sum = 0;
            double balancedSum = 0;
            for (int i = 0; i < folds.size(); i++) {
                Confusion confusion = confusion(method, folds.get(i), seed, byLoad);
                byFold.get(i).add(confusion);
                sum += confusion.accuracy() / folds.size();
                balancedSum += confusion.balancedAccuracy() / folds.size();
            }
            means.add(sum);
            balanced.add(balancedSum);
        }
        print.printf(Locale.ROOT, "%-9s accuracy %s, balanced %s%n", method.name(), spread(means), spread(balanced));
        for (int i = 0; i < folds.size(); i++) {
            print("without " + folds.get(i).mils() + " mil", byFold.get(i));
        }
        byLoad.forEach((load, confusion) -> print("trained at the lowest load, tried at " + load + " HP", confusion));
        print.flush();
    }

    private void print(String what, Confusion confusion) {
        print.printf(
                Locale.ROOT,
                "   %s: accuracy %.1f %%, balanced %.1f %%%n%s",
                what,
                100 * confusion.accuracy(),
                100 * confusion.balancedAccuracy(),
                confusion.lines());
    }

    /** @param byLoad takes what comes of the other loads */
    private static Confusion confusion(Method method, Fold fold, long seed, Map<Integer, Confusion> byLoad) {
        List<Example> unseen = new ArrayList<>(fold.test());
        fold.elsewhere().values().forEach(unseen::addAll);
        int load = fold.test().getFirst().recording().load();
        List<Condition> answers = method.classify(
                fold.training(), unseen.stream().map(Example::waveform).toList(), seed);
        Confusion confusion = new Confusion();
        for (int i = 0; i < answers.size(); i++) {
            Example example = unseen.get(i);
            Confusion of = example.recording().load() == load
                    ? confusion
                    : byLoad.computeIfAbsent(example.recording().load(), other -> new Confusion());
            of.add(example.condition(), answers.get(i));
        }
        return confusion;
    }

    private static String spread(List<Double> values) {
        Spread spread = Spread.of(values, value -> 100 * value);
        return String.format(Locale.ROOT, "%.1f %% (standard deviation %.1f)", spread.mean(), spread.deviation());
    }

    /** What the gateway's examination, with nothing trained, says of each recording. */
    private void named(Cascade cascade, double windowSeconds) {
        print.println("untrained examination; of each recording's windows, then of the recording as a whole:");
        for (Recording recording : recordings) {
            int right = 0;
            int wrong = 0;
            int none = 0;
            for (Example example : recording.windows(windowSeconds, 0, recording.seconds())) {
                if (!(cascade.finding(example.waveform()) instanceof BearingFinding.Fault fault)) {
                    none++;
                } else if (Condition.of(fault.kind()) == example.condition()) {
                    right++;
                } else {
                    wrong++;
                }
            }
            print.printf(
                    Locale.ROOT,
                    "   %-16s named rightly %2d, wrongly %2d, no frequency %2d; %s%n",
                    recording,
                    right,
                    wrong,
                    none,
                    cascade.finding(recording.whole()).reason());
        }
        print.flush();
    }
}
