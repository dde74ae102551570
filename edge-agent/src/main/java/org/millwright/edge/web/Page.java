package org.millwright.edge.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/** One file of the live page, held in memory. */
record Page(String path, String type, String tag, Buffer content) {

    static List<Page> all() {
        return List.of(
                load("/", "index.html", "text/html; charset=utf-8"),
                load("/page.css", "page.css", "text/css; charset=utf-8"),
                load("/page.js", "page.js", "text/javascript; charset=utf-8"),
                load("/parts.js", "parts.js", "text/javascript; charset=utf-8"),
                load("/stations.js", "stations.js", "text/javascript; charset=utf-8"),
                load("/advisories.js", "advisories.js", "text/javascript; charset=utf-8"),
                load("/conditions.js", "conditions.js", "text/javascript; charset=utf-8"),
                load("/diagnoses.js", "diagnoses.js", "text/javascript; charset=utf-8"),
                load("/vibrations.js", "vibrations.js", "text/javascript; charset=utf-8"),
                load("/favicon.ico", "icon.svg", "image/svg+xml"));
    }

    private static Page load(String path, String name, String type) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the program");
            }
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return new Page(path, type, "\"" + Long.toHexString(sum.getValue()) + "\"", Buffer.buffer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(RoutingContext context) {
        context.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().putHeader("Content-Type", type).end(content);
        }
    }
}
