package org.millwright.hardware.inference;

import ai.djl.engine.Engine;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Loads ONNX Runtime from its jar, with nothing fetched from a network and nothing left behind.
 *
 * <p>By itself ONNX Runtime unpacks 28 MB into {@code /tmp/onnxruntime-java*} and asks for the folder to be deleted
 * before the files in it, which fails; a killed process leaves all of it. Here the libraries are unpacked into a folder
 * of ours and deleted as soon as they are loaded, which POSIX systems allow.
 */
final class NativeLibraries {

    private static final String PATH_PROPERTY = "onnxruntime.native.path";

    private static final long STACK_BYTES = 64L * 1024 * 1024;

    /** Libraries are loaded once in the life of a process, so this is not state of ours but knowledge of its. */
    private static boolean loaded;

    private NativeLibraries() {}

    /** The engine; asked for before anything touches ONNX Runtime, as DJL needs it. */
    static synchronized Engine engine() {
        if (!loaded) {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("OPT_OUT_TRACKING", "true");
            onLargeStack(NativeLibraries::load);
            loaded = true;
        }
        return Engine.getEngine("OnnxRuntime");
    }

    /**
     * ONNX Runtime's start-up recurses more than 10,000 calls deep on some machines (seen with 1.29.0 while it looks at
     * the devices there are), which ends the whole process on a thread with Java's usual stack of 1 MiB.
     */
    private static void onLargeStack(Runnable start) {
        FutureTask<Void> task = new FutureTask<>(start, null);
        Thread.ofPlatform().name("onnxruntime-start").stackSize(STACK_BYTES).start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ModelException known
                    ? known
                    : new ModelException("ONNX Runtime does not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while ONNX Runtime started", e);
        }
    }

    private static void load() {
        String platform = platform();
        boolean bundled = NativeLibraries.class.getResource(resource(platform, library("onnxruntime"))) != null;
        if (!bundled || System.getProperty(PATH_PROPERTY) != null) {
            Engine.getEngine("OnnxRuntime");
            return;
        }
        try {
            loadUnpacked(platform);
        } catch (IOException e) {
            throw new ModelException(
                    "ONNX Runtime cannot be unpacked into " + System.getProperty("java.io.tmpdir") + ": " + e
                            + "; make room there or set -Djava.io.tmpdir",
                    e);
        }
    }

    private static void loadUnpacked(String platform) throws IOException {
        Path folder = Files.createTempDirectory("millwright-onnxruntime");
        List<Path> libraries =
                List.of(folder.resolve(library("onnxruntime")), folder.resolve(library("onnxruntime4j_jni")));
        try {
            for (Path library : libraries) {
                unpack(resource(platform, library.getFileName().toString()), library);
            }
            System.setProperty(PATH_PROPERTY, folder.toString());
            Engine.getEngine("OnnxRuntime");
        } finally {
            System.clearProperty(PATH_PROPERTY);
            libraries.forEach(library -> delete(library.toFile()));
            delete(folder.toFile());
        }
    }

    /** Now, or at exit where the system holds on to a loaded library; the exit runs through in reverse order. */
    private static void delete(File file) {
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource + " is not in the onnxruntime jar");
            }
            Files.copy(in, target);
        }
    }

    private static String resource(String platform, String library) {
        return "/ai/onnxruntime/native/" + platform + "/" + library;
    }

    private static String library(String name) {
        return System.mapLibraryName(name);
    }

    /** As the jar names its folders. */
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        return os + "-" + (processor.contains("aarch64") ? "aarch64" : "x64");
    }
}
