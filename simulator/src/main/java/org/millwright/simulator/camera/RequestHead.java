package org.millwright.simulator.camera;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The first line of an HTTP request; the headers are read and not needed. */
record RequestHead(String method, String path) {

    private static final int LONGEST = 8 * 1024;

    /** @throws IOException if it is not HTTP, is longer than 8 KiB, or the stream ends */
    static RequestHead read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left before its request was complete");
            }
            if (head.length() == LONGEST) {
                throw new IOException("the request is longer than " + LONGEST + " bytes");
            }
            head.append((char) next);
        }
        String[] words = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new IOException("the request is not HTTP/1");
        }
        int query = words[1].indexOf('?');
        return new RequestHead(words[0], query < 0 ? words[1] : words[1].substring(0, query));
    }

    /** A complete answer without a stream. */
    static byte[] answer(String status, String text) {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + body.length + "\r\nConnection: close\r\n\r\n";
        return (head + text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
