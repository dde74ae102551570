package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.file.Path;

/** The command {@code check}: says everything that is wrong with a file, or in one screen what it means. */
public final class Check {

    public static final int VALID = 0;
    public static final int INVALID = 2;

    private final ConfigReader reader;
    private final PrintStream out;
    private final PrintStream err;

    /** @param out gets the summary; {@code err} gets the problems, one a line */
    public Check(ConfigReader reader, PrintStream out, PrintStream err) {
        this.reader = requireNonNull(reader, "reader is null");
        this.out = requireNonNull(out, "out is null");
        this.err = requireNonNull(err, "err is null");
    }

    /** The exit code: {@link #VALID} or {@link #INVALID}. */
    public int run(Path file) {
        return switch (reader.read(file)) {
            case ConfigReader.Result.Valid(AgentConfig config) -> {
                out.print(new Summary(config).text(file));
                yield VALID;
            }
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(err::println);
                int n = invalid.problems().size();
                err.println(Words.count(n, "problem", "problems") + " in " + file + ".");
                yield INVALID;
            }
        };
    }
}
