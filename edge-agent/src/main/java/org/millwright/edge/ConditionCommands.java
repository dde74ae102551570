package org.millwright.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.Check;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.WebConfig;
import org.millwright.edge.web.MachineClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./millwright condition …}: what can be asked of the machines that a running agent watches, over its API. */
@Command(
        name = "condition",
        mixinStandardHelpOptions = true,
        description = "Asks a running agent about the machines that it watches.")
final class ConditionCommands {

    private static final int REFUSED = 1;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

    /** Stands for a secret that is not there. */
    private static final String UNSET = "-";

    private final PrintStream out;
    private final PrintStream err;

    ConditionCommands() {
        this(System.out, System.err);
    }

    ConditionCommands(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Command(
            name = "relearn",
            description = "Has a machine's normal behaviour learned anew, as after a new tool; what was learned before"
                    + " judges until that is done. Who asked and why is stored.",
            mixinStandardHelpOptions = true)
    int relearn(
            @Parameters(paramLabel = "CONFIG", description = "The configuration file of the agent.") Path file,
            @Parameters(paramLabel = "MACHINE", description = "Its name.") String machine,
            @Option(names = "--why", required = true, description = "What changed on the machine.") String why,
            @Option(
                            names = "--by",
                            defaultValue = "${sys:user.name}",
                            description = "Who asks; default ${DEFAULT-VALUE}.")
                    String by,
            @Option(names = "--page", description = "Where the agent's page is, if not where the file says.") @Nullable
                    URI page) {
        // Other secrets than the page's do not matter here, and need not be set.
        return switch (new ConfigReader(ConditionCommands::environment).read(file)) {
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(err::println);
                yield Check.INVALID;
            }
            case ConfigReader.Result.Valid valid -> {
                WebConfig web = valid.config().web();
                if (web.token().map(Secret::reveal).filter(UNSET::equals).isPresent()) {
                    yield failed("the environment variable that web.token names is not set; set it as for the agent");
                }
                if (page == null && web.port() == 0) {
                    yield failed("web.port is 0, so that the agent took a free one; write --page with the address that"
                            + " it printed when it started");
                }
                yield relearn(page == null ? address(web) : page, web, machine, by, why);
            }
        };
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        return value == null ? UNSET : value;
    }

    private static URI address(WebConfig web) {
        String host = EVERYWHERE.contains(web.host()) ? "127.0.0.1" : web.host();
        boolean bare = host.contains(":") && !host.startsWith("[");
        return URI.create("http://" + (bare ? "[" + host + "]" : host) + ":" + web.port());
    }

    private int relearn(URI page, WebConfig web, String machine, String by, String why) {
        if (page.getHost() == null) {
            return failed("--page " + page + " is no address of a page; write it as http://gateway:8080");
        }
        try {
            Optional<String> refusal = new MachineClient(page, web.token()).learnAnew(machine, by, why);
            if (refusal.isPresent()) {
                return failed("the agent at " + page + " refused: " + refusal.get());
            }
            out.println(machine + " is learned anew; what was learned before judges until that is done");
            return 0;
        } catch (IOException e) {
            return failed("no agent answers at " + page + ": " + e + "; start it, or write --page with its address");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("it was interrupted");
        }
    }

    private int failed(String because) {
        err.println("millwright condition: " + because);
        return REFUSED;
    }
}
