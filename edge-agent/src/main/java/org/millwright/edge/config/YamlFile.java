package org.millwright.edge.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** From a path to the nodes of one YAML document, with the limits that keep a hostile file from filling the memory. */
final class YamlFile {

    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 1_000;

    /** The scan of one anchored signal repeated by a thousand aliases is fine; a "billion laughs" is not. */
    private static final int MAX_NODES = 2_000_000;

    private static final String SHORTEN = "split the plant over several agents";

    private final Path file;
    private final Problems problems;

    YamlFile(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Empty where there is nothing to go on with; then that is reported. */
    Optional<Section> read() {
        return bytes().flatMap(this::text).filter(this::isParsable).flatMap(this::compose);
    }

    private Optional<byte[]> bytes() {
        if (Files.isDirectory(file)) {
            return fail(0, "is a folder", "name the YAML file in it");
        }
        if (!Files.exists(file)) {
            return fail(0, "there is no such file", "check the path; it was looked for at " + file.toAbsolutePath());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? fail(0, "is larger than " + MAX_BYTES / 1024 / 1024 + " MiB", SHORTEN)
                    : Optional.of(bytes);
        } catch (AccessDeniedException e) {
            return fail(0, "may not be read by this user", "give the user of this process the right to read it");
        } catch (IOException e) {
            return fail(0, "cannot be read: " + e.getMessage(), "check the disk and the path");
        }
    }

    private Optional<String> text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return fail(lineOfBadByte(bytes), "is not UTF-8 text", "save it as UTF-8");
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static int lineOfBadByte(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var out = java.nio.CharBuffer.allocate(bytes.length + 1);
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return 1 + (int) out.flip().chars().filter(c -> c == '\n').count();
    }

    private LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(MAX_BYTES)
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
    }

    /** Looks at the events only: unlike nodes, they need no memory and no stack for what is nested in them. */
    private boolean isParsable(String text) {
        int depth = 0;
        int aliases = 0;
        int documents = 0;
        try {
            for (Event event : new Parse(settings()).parseString(text)) {
                int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
                switch (event) {
                    case CollectionStartEvent _ -> depth++;
                    case CollectionEndEvent _ -> depth--;
                    case AliasEvent _ -> aliases++;
                    case DocumentStartEvent _ -> documents++;
                    default -> {}
                }
                if (depth > MAX_DEPTH) {
                    return refuse(line, "is nested deeper than " + MAX_DEPTH + " levels", "check the indentation");
                }
                if (aliases > MAX_ALIASES) {
                    return refuse(line, "uses more than " + MAX_ALIASES + " aliases (*name)", "write them out");
                }
                if (documents > 1) {
                    return refuse(line, "holds more than one YAML document", "remove the line ---");
                }
            }
            return true;
        } catch (MarkedYamlEngineException e) {
            return refuse(
                    line(e),
                    YamlFault.of(e, text).fault(),
                    YamlFault.of(e, text).remedy());
        } catch (YamlEngineException e) {
            return refuse(0, "is not YAML: " + e.getMessage(), "check the text");
        }
    }

    private static int line(MarkedYamlEngineException e) {
        return e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(-1) + 1;
    }

    private Optional<Section> compose(String text) {
        Optional<Node> root;
        try {
            root = new Compose(settings()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            YamlFault fault = YamlFault.of(e, text);
            return fail(line(e), fault.fault(), fault.remedy());
        } catch (YamlEngineException e) {
            return fail(0, "is not YAML: " + e.getMessage(), "check the text");
        }
        if (root.isEmpty()) {
            return fail(0, "is empty", "begin with the example in docs/configuration.md");
        }
        if (!(root.get() instanceof MappingNode mapping)) {
            return fail(line(root.get()), "is not a map of keys", "begin with site: and sources:");
        }
        if (!new NodeCount(MAX_DEPTH, MAX_NODES).allows(mapping)) {
            return fail(0, "holds more than " + MAX_NODES + " values, or aliases that contain themselves", SHORTEN);
        }
        return Optional.of(Section.of("", mapping, problems));
    }

    private boolean refuse(int line, String fault, String remedy) {
        problems.add(line, fault, remedy);
        return false;
    }

    private <T> Optional<T> fail(int line, String fault, String remedy) {
        refuse(line, fault, remedy);
        return Optional.empty();
    }
}
