package org.millwright.edge.config;

/** Where the page listens; loopback unless the file says otherwise. Port 0 takes a free one. */
public record WebConfig(String host, int port) {}
