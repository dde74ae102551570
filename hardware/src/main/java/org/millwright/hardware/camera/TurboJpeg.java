package org.millwright.hardware.camera;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * JPEG by libjpeg-turbo, where the system has it (Debian: {@code libturbojpeg0}); it decodes by vector instructions, three
 * to five times as fast as Java's own. Called through the foreign function interface, by the TurboJPEG API of version 2,
 * which version 3 keeps.
 *
 * <p>NOT thread safe. Holds native memory until closed.
 */
@SuppressWarnings("restricted") // A native library is what this class is for; the launcher allows it.
final class TurboJpeg implements AutoCloseable {

    /** Names another library than the system's, or {@code none}. */
    static final String PROPERTY = "millwright.turbojpeg";

    private static final String LIBRARY = "libturbojpeg.so.0";

    private static final int RGB = 0;
    private static final int GREY = 6;
    private static final int COLOUR_SPACE_GREY = 2;
    /** As exact as Java's decoder, and a damaged picture is refused. */
    private static final int FLAGS = 4_096 | 8_192;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /** Something that libjpeg-turbo does not decode; the message is its own. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    record Size(int width, int height, boolean grey) {}

    /** Memory that grows with the largest picture so far. */
    private static final class Room implements AutoCloseable {

        private Arena arena = Arena.ofShared();
        private MemorySegment memory = MemorySegment.NULL;

        MemorySegment of(long bytes) {
            if (memory.byteSize() < bytes) {
                arena.close();
                arena = Arena.ofShared();
                memory = arena.allocate(bytes + bytes / 4);
            }
            return memory;
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    private final Arena arena = Arena.ofShared();
    private final MethodHandle header;
    private final MethodHandle decompress;
    private final MethodHandle error;
    private final MethodHandle destroy;
    private final MemorySegment handle;
    private final MemorySegment facts = arena.allocate(4L * Integer.BYTES);
    private final Room in = new Room();
    private final Room out = new Room();

    private TurboJpeg(SymbolLookup library) throws Throwable {
        this.header = method(
                library,
                "tjDecompressHeader3",
                FunctionDescriptor.of(INT, POINTER, POINTER, LONG, POINTER, POINTER, POINTER, POINTER));
        this.decompress = method(
                library,
                "tjDecompress2",
                FunctionDescriptor.of(INT, POINTER, POINTER, LONG, POINTER, INT, INT, INT, INT, INT));
        this.error = method(library, "tjGetErrorStr2", FunctionDescriptor.of(POINTER, POINTER));
        this.destroy = method(library, "tjDestroy", FunctionDescriptor.of(INT, POINTER));
        this.handle = (MemorySegment) method(library, "tjInitDecompress", FunctionDescriptor.of(POINTER))
                .invokeExact();
    }

    private static MethodHandle method(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    /** Empty where there is no such library, or one that does not fit. */
    static Optional<TurboJpeg> open() {
        String library = System.getProperty(PROPERTY, LIBRARY);
        if (library.equals("none")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TurboJpeg(SymbolLookup.libraryLookup(library, Arena.global())));
        } catch (Throwable e) {
            return Optional.empty(); // Java's own decoder does as well, only slower.
        }
    }

    /** What the picture is, before any of it is decoded. */
    Size size(byte[] encoded) throws Refused {
        MemorySegment source = in.of(encoded.length);
        MemorySegment.copy(encoded, 0, source, ValueLayout.JAVA_BYTE, 0, encoded.length);
        int code;
        try {
            code = (int) header.invokeExact(
                    handle,
                    source,
                    (long) encoded.length,
                    facts,
                    facts.asSlice(4),
                    facts.asSlice(8),
                    facts.asSlice(12));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (code != 0) {
            throw new Refused(message());
        }
        return new Size(
                facts.getAtIndex(INT, 0), facts.getAtIndex(INT, 1), facts.getAtIndex(INT, 3) == COLOUR_SPACE_GREY);
    }

    /** Decodes the picture whose {@link #size} was asked for last. */
    Image decode(Size size, int encodedLength, boolean grey) throws Refused {
        int channels = grey ? 1 : 3;
        int bytes = size.width * size.height * channels;
        MemorySegment decoded = out.of(bytes);
        int code;
        try {
            code = (int) decompress.invokeExact(
                    handle,
                    in.of(encodedLength),
                    (long) encodedLength,
                    decoded,
                    size.width,
                    size.width * channels,
                    size.height,
                    grey ? GREY : RGB,
                    FLAGS);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (code != 0) {
            throw new Refused(message());
        }
        byte[] pixels = new byte[bytes];
        MemorySegment.copy(decoded, ValueLayout.JAVA_BYTE, 0, pixels, 0, bytes);
        return grey ? new GreyImage(size.width, size.height, pixels) : new ColourImage(size.width, size.height, pixels);
    }

    private String message() {
        try {
            MemorySegment text = (MemorySegment) error.invokeExact(handle);
            return text.reinterpret(200).getString(0);
        } catch (Throwable e) {
            return "no reason given";
        }
    }

    @Override
    public void close() {
        try {
            int code = (int) destroy.invokeExact(handle);
            if (code != 0) {
                throw new IllegalStateException("tjDestroy: " + code);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            in.close();
            out.close();
            arena.close();
        }
    }
}
