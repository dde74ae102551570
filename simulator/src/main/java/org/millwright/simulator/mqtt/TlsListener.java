package org.millwright.simulator.mqtt;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * @param port 0 takes a free one
 * @param keyStore JKS or PKCS#12, with one key and its certificate
 */
public record TlsListener(int port, Path keyStore, String keyStorePassword, String keyPassword) {

    public TlsListener {
        requireNonNull(keyStore, "keyStore is null");
        requireNonNull(keyStorePassword, "keyStorePassword is null");
        requireNonNull(keyPassword, "keyPassword is null");
    }

    @Override
    public String toString() {
        return "TlsListener[port=" + port + ", keyStore=" + keyStore + "]";
    }
}
