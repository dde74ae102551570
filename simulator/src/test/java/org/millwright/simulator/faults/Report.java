package org.millwright.simulator.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of the README, and the same as JSON. */
final class Report {

    private static final String HEAD = """
            | Scenario | Runs | Made | Stored | Doubled | Lost | Gone with its source | In the ledger | Seconds | Held |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private Report() {}

    static String markdown(List<Result> results) {
        return HEAD + results.stream().map(Report::row).collect(Collectors.joining());
    }

    private static String row(Result result) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %,d | %,d | %,d | %,d | %.0f | %s |%n",
                result.scenario(),
                result.runs(),
                result.made(),
                result.stored(),
                result.doubled(),
                result.lost(),
                result.excused(),
                result.accounted(),
                result.seconds(),
                result.held() ? "yes" : "**no**: " + String.join("; ", result.complaints()));
    }

    /** {@code FILE.md} and {@code FILE.json}. */
    static void write(Path file, List<Result> results) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(sibling(file, ".md"), markdown(results));
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(sibling(file, ".json").toFile(), results);
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
