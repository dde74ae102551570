package org.millwright.simulator.surface;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Surface → grey JPEG of quality 0.9. NOT thread safe: one per thread. */
public final class JpegEncoder {

    private static final float QUALITY = 0.9f;

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam parameters = writer.getDefaultWriteParam();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * 1024);

    public JpegEncoder() {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
    }

    public byte[] encode(Surface surface) {
        bytes.reset();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(grey(surface.pixels()), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("a surface does not encode as JPEG", e);
        } finally {
            writer.setOutput(null);
        }
        return bytes.toByteArray();
    }

    static BufferedImage grey(byte[] pixels) {
        BufferedImage image = new BufferedImage(Surface.SIZE, Surface.SIZE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels, 0, target, 0, pixels.length);
        return image;
    }
}
