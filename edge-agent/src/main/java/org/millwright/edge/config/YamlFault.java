package org.millwright.edge.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the YAML parser did not like, said for someone who does not know its words.
 *
 * <p>Nothing of the line itself is repeated: it may hold a password that was not quoted.
 */
record YamlFault(String fault, String remedy) {

    static YamlFault of(MarkedYamlEngineException e, String text) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (startsWithTab(e, text)) {
            return new YamlFault("is indented with a tab; YAML allows only spaces", "replace the tab by spaces");
        }
        if (problem.contains("undefined alias")) {
            return new YamlFault(
                    "refers to an anchor (*name) that is defined nowhere above",
                    "quote text that begins with *, or define &name first");
        }
        if (problem.contains("undefined tag handle")) {
            return new YamlFault("uses an unknown tag (!name)", "quote text that begins with !");
        }
        if (problem.contains("cannot start any token")) {
            return new YamlFault("has text that begins with a character that YAML keeps for itself", "quote the text");
        }
        if (problem.contains("mapping values are not allowed")) {
            return new YamlFault("has a colon where no key can be", "check the indentation, or quote the text");
        }
        if (problem.contains("could not find expected ':'")) {
            return new YamlFault("has no colon after a key", "write key: value");
        }
        return new YamlFault(
                "is not YAML: " + problem, "check the indentation, brackets and quotes here and in the line above");
    }

    private static boolean startsWithTab(MarkedYamlEngineException e, String text) {
        int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(-1);
        return line >= 0
                && text.lines()
                        .skip(Math.max(0, line - 1L))
                        .limit(line == 0 ? 1 : 2)
                        .anyMatch(YamlFault::hasTabIndent);
    }

    private static boolean hasTabIndent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length()).contains("\t");
    }
}
