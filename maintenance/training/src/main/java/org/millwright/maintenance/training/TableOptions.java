package org.millwright.maintenance.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.table.StoreQuery;
import org.millwright.maintenance.training.table.Table;
import org.millwright.maintenance.training.trees.TableTraining;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A plant's own table: where it comes from and what is to be learnt from it. */
final class TableOptions {

    /** The environment variable that holds the store's token, which others could read off a command line. */
    static final String TOKEN = "MILLWRIGHT_STORE_TOKEN";

    @Option(
            names = "--target",
            description =
                    "Learn this column of a table (--data FILE.csv or FILE.parquet, or --query): a failure mode, or"
                            + " a quantity.")
    private @Nullable String target;

    @Option(
            names = "--group",
            description = "Column whose rows stay together in training or in test, such as the machine.")
    private @Nullable String group;

    @Option(names = "--ignore", split = ",", description = "Columns that must not be inputs.")
    private List<String> ignored = List.of();

    @Option(
            names = "--query",
            description = "Ask the store for the table: SQL, InfluxQL or Flux. A token is read from " + TOKEN + ".")
    private @Nullable String query;

    @Option(names = "--url", description = "The store to ask, such as http://127.0.0.1:9000.")
    private @Nullable URI url;

    @Option(
            names = "--store",
            defaultValue = "questdb",
            description = "questdb (default; the agent's own), influx1, influx2 or influx3.")
    private StoreQuery.Kind store = StoreQuery.Kind.QUESTDB;

    @Option(
            names = "--database",
            defaultValue = "",
            description = "Database of InfluxDB 1 and 3, organisation of InfluxDB 2.")
    private String database = "";

    boolean given() {
        return target != null || query != null;
    }

    /** Refuses what says how to ask a store where none is asked. */
    void check(CommandSpec spec) {
        if (query == null) {
            Commands.refuse(
                    spec, " is about a store, which --query asks; give it, or leave this out", "--store", "--database");
        }
    }

    /** Trains on the table and writes its bundle. */
    void train(Optional<Path> data, long seed, Path out, PrintWriter print) throws IOException {
        String wanted = target;
        if (wanted == null) {
            throw new CannotTrain("--query needs --target: the column that is to be learnt");
        }
        TableTraining training =
                new TableTraining(table(data), wanted, Optional.ofNullable(group), new HashSet<>(ignored));
        print.println(training.write(seed, out, print) + " written");
    }

    private Table table(Optional<Path> data) {
        String asked = query;
        URI server = url;
        if (asked != null && server != null && data.isEmpty()) {
            String token = Optional.ofNullable(System.getenv(TOKEN)).orElse("");
            return new StoreQuery(store, server, asked, database, token).read();
        }
        if (asked != null || server != null || data.isEmpty()) {
            throw new CannotTrain("--target needs --data FILE.csv or FILE.parquet, or else --query and --url");
        }
        return Table.read(data.get());
    }
}
