package org.millwright.simulator.mainjob;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository with a built agent. The agent is run as a process: no class of it is on this class path. */
public final class Built {

    public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private Built() {}

    /** Skips the test where the agent is not packaged. */
    public static String agentClasspath() throws IOException {
        Path module = HOME.resolve("edge-agent/target");
        Path list = module.resolve("classpath");
        assumeTrue(Files.isRegularFile(list), "the agent is not packaged: run ./millwright test, which packages first");
        return module.resolve("classes") + ":" + Files.readString(list).strip();
    }
}
