package org.millwright.simulator.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Runs one scenario and judges it. */
final class Trial {

    private static final int NAMED = 4;

    private final Scenario scenario;
    private final Tools tools;
    private final Path folder;
    private final long seed;
    private final int runs;
    private final double scale;

    Trial(Scenario scenario, Tools tools, Path folder, long seed, int runs, double scale) {
        this.scenario = scenario;
        this.tools = tools;
        this.folder = folder;
        this.seed = seed;
        this.runs = runs;
        this.scale = scale;
    }

    Result run() throws InterruptedException {
        scenario.assertKept();
        long start = System.nanoTime();
        Random random = new Random(seed);
        try (Rig rig = new Rig(scenario.plan(), tools, folder, scale)) {
            try {
                rig.start();
                for (int run = 1; run <= runs; run++) {
                    scenario.fault().strike(rig, random);
                    System.out.print(runs > 1 ? " " + run : "");
                    System.out.flush();
                }
                return judge(rig, rig.settle(), start);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                return failed(start, e.getMessage() == null ? e.toString() : e.getMessage());
            }
        } catch (IOException e) {
            return failed(start, e.toString());
        }
    }

    private Result failed(long start, String why) {
        return new Result(scenario.name(), seed, runs, 0, 0, 0, 0, 0, 0, seconds(start), List.of(why));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private Result judge(Rig rig, List<Numbers> numbers, long start) throws IOException, InterruptedException {
        long excused = numbers.stream().mapToLong(rig.excused()::of).sum();
        long lost = numbers.stream().mapToLong(Numbers::lost).sum() - excused;
        long doubled = numbers.stream().mapToLong(Numbers::doubled).sum();
        long strange = numbers.stream().mapToLong(Numbers::strange).sum();
        Ledger ledger = settled(rig);
        Map<String, Long> accounts =
                ledger.known() ? ledger.lost() : rig.store().losses();
        List<String> complaints = new ArrayList<>(rig.complaints());
        if (doubled > 0) {
            complaints.add(doubled + " doubled: " + examples(numbers, Numbers::doubled));
        }
        if (strange > 0) {
            complaints.add(strange + " that were never made: " + examples(numbers, Numbers::strange));
        }
        complain(lost, accounts, numbers, complaints);
        return new Result(
                scenario.name(),
                seed,
                runs,
                numbers.stream().mapToLong(Numbers::last).sum(),
                numbers.stream().mapToLong(Numbers::distinct).sum(),
                doubled,
                excused,
                lost,
                accounts.values().stream().mapToLong(Long::longValue).sum(),
                seconds(start),
                complaints);
    }

    /** Nothing waits in the end, and where nothing was damaged the store has no row that the agent does not know it has. */
    private Ledger settled(Rig rig) throws IOException, InterruptedException {
        rig.requireSoon(
                () -> Ledger.of(rig.agent()).waiting() == 0,
                "the ledger says that something waits for the store for ever");
        Ledger ledger = Ledger.of(rig.agent());
        if (ledger.known() && scenario.outcome() instanceof Outcome.Whole) {
            long rows = 0;
            for (String table : List.of(AgentFile.OPCUA_TABLE, AgentFile.MQTT_TABLE, "loss", "notice")) {
                rows += rig.store().rows(table);
            }
            rig.require(rows <= ledger.stored(), "the store has " + rows + " rows, more than " + ledger);
        }
        return ledger;
    }

    private void complain(long lost, Map<String, Long> accounts, List<Numbers> numbers, List<String> complaints) {
        switch (scenario.outcome()) {
            case Outcome.Whole() -> {
                if (lost > 0) {
                    complaints.add(lost + " lost: " + missing(numbers) + "; the ledger says " + accounts);
                }
            }
            case Outcome.Accounted(var reasons) -> {
                long accounted = accounts.entrySet().stream()
                        .filter(entry -> reasons.contains(reason(entry.getKey())))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                if (lost > accounted) {
                    complaints.add(lost + " lost and " + accounted + " accounted for under " + reasons + ": "
                            + missing(numbers) + "; the ledger says " + accounts);
                }
            }
        }
    }

    /** {@code QUEUE_OVERFLOW}, {@code queue-overflow} and {@code queue_overflow} are one reason. */
    private static String reason(String name) {
        return name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static String missing(List<Numbers> numbers) {
        return numbers.stream()
                .filter(one -> one.lost() > 0)
                .limit(NAMED)
                .map(one -> one.signal() + " of " + one.last() + " lacks "
                        + one.missing().stream()
                                .limit(NAMED)
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private static String examples(List<Numbers> numbers, java.util.function.ToLongFunction<Numbers> count) {
        return numbers.stream()
                .filter(one -> count.applyAsLong(one) > 0)
                .limit(NAMED)
                .map(one -> one.signal() + ": " + count.applyAsLong(one))
                .collect(Collectors.joining("; "));
    }
}
