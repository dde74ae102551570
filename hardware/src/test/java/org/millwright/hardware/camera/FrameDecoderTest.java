package org.millwright.hardware.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

    private final FrameDecoder decoder = new FrameDecoder();

    @AfterEach
    void dispose() {
        decoder.close();
    }

    /** Type numbers of BufferedImage: 10 grey, 5 BGR, 6 BGR and alpha, 11 grey of 16 bit, 13 a coarse palette. */
    @ParameterizedTest
    @CsvSource({"png, 10, 0", "png, 5, 0", "png, 6, 0", "png, 11, 0", "png, 13, 30", "jpeg, 10, 3", "jpeg, 5, 3"})
    void everyKindOfPixelBecomesItsGrey(String format, int type, double meanDifference) {
        Raster drawn = TestingImages.surface(type, 96, 64).getRaster();
        // What was stored in a grey image must come out; setRGB bends the curve on its way in.
        boolean grey = drawn.getNumBands() == 1 && type != BufferedImage.TYPE_BYTE_INDEXED;
        Raster expected = grey
                ? drawn
                : TestingImages.surface(BufferedImage.TYPE_3BYTE_BGR, 96, 64).getRaster();
        int drop = expected.getSampleModel().getSampleSize(0) - 8;
        GreyImage image = decoder.decode(TestingImages.frame(TestingImages.encoded(format, type, 96, 64)));
        assertThat(image.width()).isEqualTo(96);
        assertThat(image.height()).isEqualTo(64);
        double difference = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                difference += Math.abs(image.at(x, y) - (expected.getSample(x, y, 0) >> drop));
            }
        }
        assertThat(difference / (96 * 64)).isLessThanOrEqualTo(meanDifference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void aTruncatedImageIsRefusedAndTheNextOneIsDecoded(String format) {
        byte[] whole = TestingImages.encoded(format, BufferedImage.TYPE_BYTE_GRAY, 224, 224);
        for (int length : new int[] {3, 8, 20, 100, whole.length / 4, whole.length / 2, whole.length - 40}) {
            assertThatThrownBy(() -> decoder.decode(TestingImages.frame(Arrays.copyOf(whole, length))))
                    .as("%s cut to %d of %d bytes", format, length, whole.length)
                    .isInstanceOf(FrameDecodeException.class)
                    .hasMessageContaining("picture 7 of part part-7 (" + length + " bytes)");
        }
        assertThat(decoder.decode(TestingImages.frame(whole)).width()).isEqualTo(224);
    }

    @Property(tries = 150)
    void aDamagedImageIsRefusedOrDecodedButNothingElse(
            @ForAll @IntRange(min = 0, max = 3000) int at, @ForAll byte value, @ForAll boolean jpeg) {
        byte[] bytes = TestingImages.encoded(jpeg ? "jpeg" : "png", BufferedImage.TYPE_BYTE_GRAY, 64, 64);
        bytes[at % bytes.length] = value;
        try (FrameDecoder own = new FrameDecoder()) {
            GreyImage image = own.decode(TestingImages.frame(bytes));
            assertThat(image.pixels()).hasSize(image.width() * image.height());
        } catch (FrameDecodeException e) {
            assertThat(e).hasMessageContaining("part-7");
        }
    }

    @Test
    void aBombIsRefusedByItsHeader() {
        assertThatThrownBy(() -> decoder.decode(TestingImages.frame(pngHeader(60_000, 60_000))))
                .isInstanceOf(FrameDecodeException.class)
                .hasMessageContaining("is 60000x60000 pixels, the limit is 64000000");
    }

    @Test
    void aJpegBombIsRefusedByItsHeaderWhicheverDecoderReadsIt() {
        byte[] jpeg = TestingImages.encoded("jpeg", BufferedImage.TYPE_BYTE_GRAY, 64, 64);
        int start = 2;
        while (jpeg[start + 1] != (byte) 0xC0) {
            start += 2 + (((jpeg[start + 2] & 0xFF) << 8) | (jpeg[start + 3] & 0xFF));
        }
        ByteBuffer.wrap(jpeg).putShort(start + 5, (short) 65_000).putShort(start + 7, (short) 65_000);
        for (boolean fast : new boolean[] {true, false}) {
            try (FrameDecoder own = new FrameDecoder(fast)) {
                assertThatThrownBy(() -> own.decode(TestingImages.frame(jpeg)))
                        .as(own.jpegDecoder())
                        .isInstanceOf(FrameDecodeException.class)
                        .hasMessageContaining("65000x65000 pixels, the limit is 64000000");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 5, 0", "bmp, 5, 0", "jpeg, 5, 4"})
    void aColourPictureKeepsItsColours(String format, int type, double meanDifference) {
        Raster drawn = TestingImages.surface(type, 96, 64).getRaster();
        Image image = decoder.decodeAsSent(TestingImages.frame(TestingImages.encoded(format, type, 96, 64)));
        assertThat(image.channels()).isEqualTo(3);
        double difference = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int found = image.pixels()[(y * 96 + x) * 3 + channel] & 0xFF;
                    difference += Math.abs(found - drawn.getSample(x, y, channel));
                }
            }
        }
        assertThat(difference / (96 * 64 * 3)).isLessThanOrEqualTo(meanDifference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp"})
    void aGreyPictureStaysGrey(String format) {
        byte[] encoded = TestingImages.encoded(format, BufferedImage.TYPE_BYTE_GRAY, 96, 64);
        assertThat(decoder.decodeAsSent(TestingImages.frame(encoded))).isInstanceOf(GreyImage.class);
    }

    @Test
    void bothDecodersOfJpegSayTheSame() {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            Frame frame = TestingImages.frame(TestingImages.encoded("jpeg", type, 101, 67));
            try (FrameDecoder java = new FrameDecoder(false)) {
                byte[] expected = java.decodeAsSent(frame).pixels();
                byte[] found = decoder.decodeAsSent(frame).pixels();
                assertThat(found).hasSameSizeAs(expected);
                double difference = 0;
                for (int i = 0; i < found.length; i++) {
                    difference += Math.abs((found[i] & 0xFF) - (expected[i] & 0xFF));
                }
                assertThat(difference / found.length).isLessThan(1);
            }
        }
    }

    @Test
    void whatIsNoImageIsNamedByItsFirstBytes() {
        assertThatThrownBy(() -> decoder.decode(TestingImages.frame("GIF89a...".getBytes(US_ASCII))))
                .hasMessageContaining("starts with 47 49 46 38, neither JPEG nor PNG");
        assertThatThrownBy(() -> decoder.decode(TestingImages.frame(new byte[0])))
                .hasMessageContaining("(0 bytes) is empty");
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}).putInt(13);
        byte[] chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(chunk);
        return png.put(chunk).putInt((int) checksum.getValue()).array();
    }
}
