package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;

/**
 * An OPC UA server to subscribe to.
 *
 * @param endpoint {@code opc.tcp://host:port/path}
 * @param trust how the server's certificate comes to be trusted; of no effect with {@link Security#NONE}
 * @param publishing how often the server sends what it collected
 * @param waveforms variables that hold arrays
 * @param browse folders whose variables all become signals, named by their path below the folder
 */
public record OpcUaSourceConfig(
        String name,
        String endpoint,
        Security security,
        Trust trust,
        Login login,
        Duration publishing,
        List<OpcUaSignal> signals,
        List<OpcUaFolder> browse,
        List<OpcUaWaveform> waveforms)
        implements SourceConfig {

    public OpcUaSourceConfig {
        signals = List.copyOf(signals);
        browse = List.copyOf(browse);
        waveforms = List.copyOf(waveforms);
    }

    /** Without waveforms. */
    public OpcUaSourceConfig(
            String name,
            String endpoint,
            Security security,
            Trust trust,
            Login login,
            Duration publishing,
            List<OpcUaSignal> signals,
            List<OpcUaFolder> browse) {
        this(name, endpoint, security, trust, login, publishing, signals, browse, List.of());
    }

    public enum Security {
        /** Basic256Sha256, sign and encrypt. The default. */
        BASIC256SHA256,
        /** Nothing is signed or encrypted; only when the file says so. */
        NONE
    }

    /** Who decides that a server's certificate is the right one. */
    public enum Trust {
        /** A person, by putting it (or its issuer) into {@code <data>/pki/trusted}. The default. */
        FOLDER,
        /**
         * The first certificate seen is trusted from then on, and only that one. For demonstrations and closed test
         * networks: nothing protects the first contact.
         */
        FIRST_USE
    }

    /**
     * How one signal or folder is sampled.
     *
     * @param interval zero: every change, where the server reports by exception, and else as often as it can
     * @param queueSize of the server-side queue of each monitored item
     */
    public record Sampling(Duration interval, int queueSize) {}

    public record OpcUaSignal(Signal signal, NodeAddress address, Sampling sampling) {}

    public record OpcUaFolder(Machine machine, NodeAddress address, Sampling sampling) {}

    /** A variable whose values are arrays of numbers, each a waveform. */
    public record OpcUaWaveform(Channel channel, NodeAddress address, Sampling sampling) {}

    /** Where a variable is; namespaces are named by URI, since their index changes when a PLC program is loaded. */
    public sealed interface NodeAddress {

        /** A NodeId as in OPC 10000-6, 5.3.1.10, with {@code nsu=URI;} or, for index 0 and by need, {@code ns=INDEX;}. */
        record ById(String nodeId) implements NodeAddress {}

        /** Browse names from the Objects folder down; {@code namespaceUri} holds for each name that has no own one. */
        record ByPath(String namespaceUri, List<String> names) implements NodeAddress {
            public ByPath {
                names = List.copyOf(names);
            }
        }
    }

    public sealed interface Login {
        record Anonymous() implements Login {}

        record User(String user, Secret password) implements Login {}

        /** An X.509 user certificate (PEM or DER) and its private key (PKCS#8 PEM). */
        record Certificate(Path certificate, Path privateKey, Optional<Secret> passphrase) implements Login {}
    }
}
