package org.millwright.edge.source.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Paho's client for MQTT 5 with {@link DuplicateFlags} on what it reads, above TLS. */
final class ListeningClient extends MqttAsyncClient {

    private final DuplicateFlags flags;

    ListeningClient(String address, String clientId, DuplicateFlags flags) throws MqttException {
        super(address, clientId, new MemoryPersistence());
        this.flags = flags;
    }

    @Override
    protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) throws MqttException {
        NetworkModule[] modules = super.createNetworkModules(address, options);
        for (int i = 0; i < modules.length; i++) {
            modules[i] = new Heard(modules[i], flags);
        }
        return modules;
    }

    private record Heard(NetworkModule module, DuplicateFlags flags) implements NetworkModule {
        @Override
        public void start() throws IOException, MqttException {
            module.start();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return flags.of(module.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return module.getOutputStream();
        }

        @Override
        public void stop() throws IOException {
            module.stop();
        }

        @Override
        public String getServerURI() {
            return module.getServerURI();
        }
    }
}
