package org.millwright.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process did to its files, as {@code strace -f -y -xx} saw it, and what a disk would hold if the power went at any
 * of those points: everything that was synced, and of what was not each sector or not, as it happens.
 */
final class DiskTrace {

    /** What a disk writes as a whole. */
    private static final int SECTOR = 512;

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)\\s+= (-?\\d+).*", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("\\d+<([^>]*)>(.*)", Pattern.DOTALL);
    private static final Pattern DATA = Pattern.compile(", \"((?:\\\\x[0-9a-f]{2})*)\", \\d+(?:, (\\d+))?");

    sealed interface Step {
        @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
        record Write(String file, long at, byte[] bytes) implements Step {}

        record Truncate(String file, long length) implements Step {}

        record Sync(String file) implements Step {}

        /** On disk with the next sync of any file, as file systems with a journal of their own do it. */
        record Delete(String file) implements Step {}

        record Said(String line) implements Step {}
    }

    private static final Pattern FIGURES = Pattern.compile("(\\\\x[0-9a-f]{2})+");

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();

    private DiskTrace() {}

    /** Reads the steps that concern files in {@code folder}, and what was written to the standard output. */
    static DiskTrace read(Path trace, Path folder) throws IOException {
        DiskTrace read = new DiskTrace();
        Map<String, String> unfinished = new HashMap<>();
        for (String line : Files.readAllLines(trace)) {
            int space = line.indexOf(' ');
            String thread = line.substring(0, space);
            String call = line.substring(space).strip();
            if (call.endsWith("<unfinished ...>")) {
                unfinished.put(thread, call.substring(0, call.length() - "<unfinished ...>".length()));
                continue;
            }
            if (call.startsWith("<... ")) {
                call = unfinished.getOrDefault(thread, "") + call.substring(call.indexOf('>') + 1);
            }
            read.add(call, folder);
        }
        return read;
    }

    private void add(String line, Path folder) {
        Matcher call = CALL.matcher(line);
        if (!call.matches() || call.group(3).startsWith("-")) {
            return;
        }
        if (call.group(1).equals("unlink")) {
            Path gone = Path.of(unhex(call.group(2).replace("\"", "")));
            if (gone.startsWith(folder)) {
                steps.add(new Step.Delete(gone.getFileName().toString()));
            }
            return;
        }
        Matcher file = FILE.matcher(call.group(2));
        if (!file.matches()) {
            return;
        }
        String path = unhex(file.group(1));
        Matcher data = DATA.matcher(file.group(2));
        if (call.group(1).equals("write") && call.group(2).startsWith("1<") && data.find()) {
            new String(bytes(data.group(1)), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .forEach(said -> steps.add(new Step.Said(said)));
            return;
        }
        if (!path.startsWith(folder.toString())) {
            return;
        }
        String name = Path.of(path).getFileName().toString();
        String descriptor = call.group(2).substring(0, call.group(2).indexOf('<'));
        switch (call.group(1)) {
            case "lseek" -> positions.put(descriptor, Long.parseLong(call.group(3)));
            case "write" -> {
                if (data.find()) {
                    byte[] bytes = bytes(data.group(1));
                    long at = positions.getOrDefault(descriptor, 0L);
                    steps.add(new Step.Write(name, at, bytes));
                    positions.put(descriptor, at + bytes.length);
                }
            }
            case "pwrite64" -> {
                if (data.find()) {
                    steps.add(new Step.Write(name, Long.parseLong(data.group(2)), bytes(data.group(1))));
                }
            }
            case "ftruncate" ->
                steps.add(new Step.Truncate(name, Long.parseLong(file.group(2).replaceAll("\\D", ""))));
            case "fsync", "fdatasync" -> steps.add(new Step.Sync(name));
            default -> {
                // Opened, closed: nothing that a disk keeps.
            }
        }
    }

    /** With {@code -xx} paths come in figures too, and behind them it may stand that the file was deleted since. */
    private static String unhex(String path) {
        Matcher figures = FIGURES.matcher(path);
        return figures.lookingAt() ? new String(bytes(figures.group()), java.nio.charset.StandardCharsets.UTF_8) : path;
    }

    private static byte[] bytes(String escaped) {
        return HexFormat.of().parseHex(escaped.replace("\\x", ""));
    }

    List<Step> steps() {
        return steps;
    }

    /**
     * Writes into {@code folder} what is left when the power goes after so many steps.
     *
     * @param syncs false for a disk that does not do what it is asked
     */
    void cutPower(int after, boolean syncs, Random random, Path folder) throws IOException {
        Map<String, byte[]> durable = new HashMap<>();
        Map<String, List<Step>> pending = new HashMap<>();
        for (Step step : steps.subList(0, after)) {
            switch (step) {
                case Step.Write write ->
                    pending.computeIfAbsent(write.file(), name -> new ArrayList<>())
                            .add(step);
                case Step.Truncate truncate ->
                    pending.computeIfAbsent(truncate.file(), name -> new ArrayList<>())
                            .add(step);
                case Step.Sync(String file) -> {
                    if (syncs) {
                        for (Step earlier : pending.getOrDefault(file, List.of())) {
                            durable.put(file, apply(durable.getOrDefault(file, new byte[0]), earlier));
                        }
                        pending.remove(file);
                        pending.forEach((name, steps) -> {
                            if (steps.removeIf(earlier -> earlier instanceof Step.Delete)) {
                                steps.clear();
                                durable.remove(name);
                            }
                        });
                    }
                }
                case Step.Delete delete ->
                    pending.computeIfAbsent(delete.file(), name -> new ArrayList<>())
                            .add(step);
                case Step.Said said -> {}
            }
        }
        boolean none = random.nextInt(4) == 0;
        for (Map.Entry<String, List<Step>> file : pending.entrySet()) {
            for (Step step : file.getValue()) {
                for (Step part : parts(step)) {
                    if (!none && random.nextBoolean()) {
                        durable.merge(file.getKey(), apply(new byte[0], part), (old, fresh) -> apply(old, part));
                    }
                }
            }
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : durable.entrySet()) {
            if (!file.getKey().endsWith("-shm")) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    private static List<Step> parts(Step step) {
        if (!(step instanceof Step.Write(String file, long at, byte[] bytes))) {
            return List.of(step);
        }
        List<Step> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, SECTOR - (int) ((at + from) % SECTOR));
            parts.add(new Step.Write(file, at + from, Arrays.copyOfRange(bytes, from, from + length)));
            from += length;
        }
        return parts;
    }

    private static byte[] apply(byte[] content, Step step) {
        return switch (step) {
            case Step.Write(String file, long at, byte[] bytes) -> {
                byte[] longer = Arrays.copyOf(content, (int) Math.max(content.length, at + bytes.length));
                System.arraycopy(bytes, 0, longer, (int) at, bytes.length);
                yield longer;
            }
            case Step.Truncate(String file, long length) -> Arrays.copyOf(content, (int) length);
            case Step.Sync sync -> content;
            case Step.Delete delete -> new byte[0];
            case Step.Said said -> content;
        };
    }
}
