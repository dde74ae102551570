package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;

/** The simulator's truth endpoint, read from where the last look ended. NOT thread safe. */
public final class Truth {

    private final Json json;
    private final String address;
    private long after = -1;

    public Truth(Json json, int port) {
        this.json = json;
        this.address = "http://127.0.0.1:" + port + "/truth/parts?after=";
    }

    /** The parts finished since the last call. */
    public JsonNode newParts() throws IOException, InterruptedException {
        JsonNode parts = json.get(URI.create(address + after));
        for (JsonNode part : parts) {
            after = Math.max(after, part.path("sequence").asLong());
        }
        return parts;
    }
}
