package org.millwright.edge.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What is sent back. */
record Answer(int code, String type, Buffer body) {

    static Answer json(int code, JsonObject json) {
        return new Answer(code, "application/json", json.toBuffer());
    }

    static Answer error(int code, String text) {
        return json(code, new JsonObject().put("error", text));
    }

    /** A picture as a camera or a folder gave it. */
    static Answer picture(byte[] encoded) {
        return new Answer(200, type(encoded), Buffer.buffer(encoded));
    }

    static String type(byte[] encoded) {
        if (encoded.length > 3 && encoded[0] == (byte) 0x89 && encoded[1] == 'P') {
            return "image/png";
        }
        return encoded.length > 1 && encoded[0] == 'B' && encoded[1] == 'M' ? "image/bmp" : "image/jpeg";
    }
}
