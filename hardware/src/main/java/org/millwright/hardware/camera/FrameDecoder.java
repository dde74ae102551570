package org.millwright.hardware.camera;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Turns a JPEG, PNG or BMP, grey or colour, into an {@link Image}.
 *
 * <p>Where grey is asked for, colour becomes luma by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), on the encoded values; grey values are taken as
 * they are, without a colour profile. Damaged images are refused, not mended: a part must not be judged by half a
 * picture. The size is checked before any pixel is decoded.
 *
 * <p>NOT thread safe: one decoder per thread, reused; it keeps its readers. Nothing is written to disk. JPEG goes through libjpeg-turbo where the
 * system has it.
 */
public final class FrameDecoder implements AutoCloseable {

    /** Of one image; above this it is taken for a bomb or a mistake. */
    public static final long PIXEL_LIMIT = 64_000_000;

    /** Of the heap, for each pixel: a colour picture is there twice while it is decoded, and others wait. */
    private static final int HEAP_BYTES_A_PIXEL = 16;

    private final ImageReader jpeg = reader("jpeg");
    private final ImageReader png = reader("png");
    private final ImageReader bmp = reader("bmp");
    private final Optional<TurboJpeg> turbo;
    private final List<String> warnings = new ArrayList<>();

    public FrameDecoder() {
        this(true);
    }

    /** @param fast whether to take libjpeg-turbo where there is one */
    FrameDecoder(boolean fast) {
        turbo = fast ? TurboJpeg.open() : Optional.empty();
        jpeg.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        png.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        bmp.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    }

    private static ImageReader reader(String format) {
        return ImageIO.getImageReadersByFormatName(format).next();
    }

    /**
     * The picture in grey.
     *
     * @throws FrameDecodeException when there is no whole picture in the frame; the message says what is wrong
     */
    public GreyImage decode(Frame frame) {
        return isTurbo(frame) ? (GreyImage) turbo(frame, size -> true) : decode(frame, Pixels::grey);
    }

    /** As {@link #decode(Frame)}, but grey where it was encoded so, and else in colour. */
    public Image decodeAsSent(Frame frame) {
        return isTurbo(frame)
                ? turbo(frame, TurboJpeg.Size::grey)
                : decode(frame, image -> Pixels.isWithoutColour(image) ? Pixels.grey(image) : Pixels.colour(image));
    }

    /** Which decoder JPEG goes through, for figures and the page. */
    public String jpegDecoder() {
        return turbo.isPresent() ? "libjpeg-turbo" : "Java";
    }

    private boolean isTurbo(Frame frame) {
        return turbo.isPresent() && startsWith(frame.encoded(), 0xFF, 0xD8, 0xFF);
    }

    private Image turbo(Frame frame, Predicate<TurboJpeg.Size> grey) {
        TurboJpeg decoder = turbo.orElseThrow();
        byte[] encoded = frame.encoded();
        try {
            TurboJpeg.Size size = decoder.size(encoded);
            checkSize(frame, size.width(), size.height());
            return decoder.decode(size, encoded.length, grey.test(size));
        } catch (TurboJpeg.Refused e) {
            throw new FrameDecodeException(
                    frame, "is damaged (" + e.getMessage() + "): look at the camera's link and its encoder", e);
        }
    }

    private <T extends Image> T decode(Frame frame, Function<BufferedImage, T> convert) {
        byte[] encoded = frame.encoded();
        ImageReader reader = readerFor(frame);
        warnings.clear();
        try {
            reader.setInput(new ByteArrayImageStream(encoded), true, true);
            checkSize(frame, reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            checkWhole(frame);
            return convert.apply(image);
        } catch (IOException | RuntimeException e) {
            if (e instanceof FrameDecodeException refused) {
                throw refused;
            }
            throw new FrameDecodeException(
                    frame, "is damaged (" + e.getMessage() + "): look at the camera's link and its encoder", e);
        } finally {
            reader.setInput(null);
        }
    }

    private ImageReader readerFor(Frame frame) {
        byte[] encoded = frame.encoded();
        if (encoded.length == 0) {
            throw new FrameDecodeException(frame, "is empty: the camera sent a part without a picture", null);
        }
        if (startsWith(encoded, 0xFF, 0xD8, 0xFF)) {
            return jpeg;
        }
        if (startsWith(encoded, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return png;
        }
        if (startsWith(encoded, 'B', 'M')) {
            return bmp;
        }
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < Math.min(4, encoded.length); i++) {
            first.append(String.format(Locale.ROOT, " %02X", encoded[i]));
        }
        throw new FrameDecodeException(
                frame, "starts with" + first + ", neither JPEG nor PNG nor BMP: set the camera to one of them", null);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static void checkSize(Frame frame, int width, int height) {
        long heap = Runtime.getRuntime().maxMemory();
        long limit = Math.min(PIXEL_LIMIT, heap / HEAP_BYTES_A_PIXEL);
        if ((long) width * height > limit) {
            throw new FrameDecodeException(
                    frame,
                    "is " + width + "x" + height + " pixels, the limit is " + limit + " in all with a heap of "
                            + (heap >> 20) + " MiB: set the camera to a smaller picture, or give the agent more memory",
                    null);
        }
    }

    /** The JPEG reader mends a picture that breaks off with grey and only warns. A colour profile does not matter here. */
    private void checkWhole(Frame frame) {
        for (String warning : warnings) {
            if (!warning.contains("ICC") && !warning.contains("profile")) {
                throw new FrameDecodeException(
                        frame, "is damaged (" + warning + "): look at the camera's link and its encoder", null);
            }
        }
    }

    @Override
    public void close() {
        jpeg.dispose();
        png.dispose();
        bmp.dispose();
        turbo.ifPresent(TurboJpeg::close);
    }
}
