package org.millwright.hardware.camera;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.millwright.hardware.camera.CameraException.Reason;

/**
 * One connection to a network camera that serves MJPEG over HTTP ({@code multipart/x-mixed-replace}).
 *
 * <p>Reads the headers {@code X-Part-Id}, {@code X-Sequence} and {@code X-Timestamp} (epoch seconds with up to nine
 * decimals) of each part where the camera sends them. The connection is not made again here: after an exception the
 * camera is closed and a new one opened.
 *
 * <p>{@link #next} blocks in a socket read. On a virtual thread an interrupt ends that read at once; on a platform
 * thread it ends after {@link MjpegLimits#stall} at the latest.
 */
public final class MjpegCamera implements Camera {

    private static final Pattern BOUNDARY =
            Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);

    private final URI url;
    private final MjpegLimits limits;
    private final InstantSource clock;
    private final HttpURLConnection connection;
    private final DeadlineStream stream;
    private final MultipartReader parts;
    private long pictures;

    private MjpegCamera(URI url, MjpegLimits limits, InstantSource clock, HttpURLConnection connection)
            throws IOException {
        this.url = url;
        this.limits = limits;
        this.clock = clock;
        this.connection = connection;
        this.stream = new DeadlineStream(connection.getInputStream());
        this.parts = new MultipartReader(stream, boundary(), limits.partBytes());
    }

    /** Connects and reads the answer's headers; blocks up to the limits' times. */
    public static MjpegCamera open(URI url, MjpegLimits limits, InstantSource clock) {
        return connect(url, null, limits, clock);
    }

    /** As above, with HTTP Basic; a redirect is then not followed, so that the password stays with this address. */
    public static MjpegCamera open(URI url, CameraLogin login, MjpegLimits limits, InstantSource clock) {
        return connect(url, login, limits, clock);
    }

    private static MjpegCamera connect(URI url, @Nullable CameraLogin login, MjpegLimits limits, InstantSource clock) {
        HttpURLConnection connection = null;
        try {
            if (!(url.toURL().openConnection() instanceof HttpURLConnection http)) {
                throw CameraException.ending(Reason.UNREACHABLE, url + " is not an http:// or https:// address");
            }
            connection = http;
            http.setConnectTimeout((int) limits.connect().toMillis());
            http.setReadTimeout((int) limits.stall().toMillis());
            http.setUseCaches(false);
            http.setRequestProperty("Accept", "multipart/x-mixed-replace, */*;q=0.1");
            if (login != null) {
                http.setInstanceFollowRedirects(false);
                byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
                http.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
            }
            checkAnswer(url, login, http);
            return new MjpegCamera(url, limits, clock, http);
        } catch (IOException | IllegalArgumentException e) {
            if (connection != null) {
                connection.disconnect();
            }
            throw CameraException.ending(
                    Reason.UNREACHABLE,
                    "no connection to " + url + " (" + e.getMessage() + "): is the camera on, its address right?",
                    e);
        }
    }

    private static void checkAnswer(URI url, @Nullable CameraLogin login, HttpURLConnection http) throws IOException {
        int status = http.getResponseCode();
        String type = String.valueOf(http.getContentType());
        if (status == HttpURLConnection.HTTP_OK && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return;
        }
        http.disconnect();
        String what = switch (status) {
            case HttpURLConnection.HTTP_OK ->
                " is " + type + ", not multipart/x-mixed-replace: give the address of its MJPEG stream";
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                noEntry(status, login, http.getHeaderField("WWW-Authenticate"));
            case HttpURLConnection.HTTP_NOT_FOUND ->
                " does not exist (404): correct the path, it differs by make of camera";
            default -> " answers with status " + status + ": the camera's own log says why";
        };
        throw CameraException.ending(Reason.REFUSED, url + what);
    }

    private static String noEntry(int status, @Nullable CameraLogin login, @Nullable String offered) {
        if (offered != null && !offered.toLowerCase(Locale.ROOT).contains("basic")) {
            return " takes no HTTP Basic login (" + status + ", it offers " + offered.split("[ ,]", 2)[0]
                    + "): switch Basic on in the camera's settings, or allow this gateway to read without a login";
        }
        return login == null
                ? " asks for a login (" + status + "): give one, or allow this gateway to read the stream without"
                : " refuses user " + login.user() + " (" + status
                        + "): correct user or password, and allow this user to see the stream";
    }

    private String boundary() {
        Matcher matcher = BOUNDARY.matcher(connection.getContentType());
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    @Override
    public Frame next() throws InterruptedException {
        try {
            stream.allow(limits.stall().multipliedBy(2));
            MultipartReader.Part part = parts.next();
            return frame(part.headers(), part.body());
        } catch (SocketTimeoutException e) {
            throw CameraException.ending(
                    Reason.STALLED,
                    url + " is connected but sent no whole picture for "
                            + limits.stall().toSeconds() + " s: is it triggered, is its link up?",
                    e);
        } catch (EOFException e) {
            throw CameraException.ending(Reason.STREAM, url + ": " + e.getMessage(), e);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading " + url);
            }
            throw CameraException.ending(Reason.STREAM, url + ": the connection broke (" + e.getMessage() + ")", e);
        }
    }

    private Frame frame(Map<String, String> headers, byte[] body) {
        Instant now = clock.instant();
        long received = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        pictures++;
        return new Frame(
                headers.getOrDefault("x-part-id", ""),
                wholeOr(headers.getOrDefault("x-sequence", ""), pictures),
                nanosOr(headers.getOrDefault("x-timestamp", ""), received),
                received,
                body);
    }

    private static long wholeOr(String text, long otherwise) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static long nanosOr(String seconds, long otherwise) {
        return seconds.matches("\\d{1,10}(\\.\\d{1,9})?")
                ? new BigDecimal(seconds)
                        .movePointRight(9)
                        .setScale(0, RoundingMode.DOWN)
                        .longValue()
                : otherwise;
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    /** Ends a read that goes on byte by byte for ever; the socket's own timeout sees only silence. */
    private static final class DeadlineStream extends FilterInputStream {
        private long deadline;

        DeadlineStream(InputStream in) {
            super(in);
        }

        void allow(Duration time) {
            deadline = System.nanoTime() + time.toNanos();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("too slow");
            }
            return super.read(target, offset, length);
        }
    }
}
