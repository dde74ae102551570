package org.millwright.edge.config;

import java.util.Optional;

/**
 * Where the page listens; loopback unless the file says otherwise. Port 0 takes a free one.
 *
 * @param token who sends it may change something; empty where only this machine may
 */
public record WebConfig(String host, int port, Optional<Secret> token) {

    /** Without a token. */
    public WebConfig(String host, int port) {
        this(host, port, Optional.empty());
    }
}
