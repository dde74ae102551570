package org.millwright.edge.source.opcua;

import java.time.InstantSource;
import java.util.List;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened to a source, for whoever reads its data later; any thread. */
record RecoveryLog(String source, List<Machine> machines, Intake intake, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryLog.class);

    static RecoveryLog of(OpcUaSourceConfig config, Intake intake, InstantSource clock) {
        List<Machine> machines = java.util.stream.Stream.concat(
                        config.signals().stream().map(one -> one.signal().machine()),
                        config.browse().stream().map(OpcUaSourceConfig.OpcUaFolder::machine))
                .distinct()
                .toList();
        return new RecoveryLog(config.name(), machines, intake, clock);
    }

    /** In the agent's own log only. */
    void say(String text) {
        LOG.warn("{}: {}", source, text);
    }

    /** One notice, under the line of the source's first machine; one that only serves a handshake has no data to explain. */
    void tell(Notice.Kind kind, double seconds, String text) throws InterruptedException {
        LOG.info("{}: {}", source, text);
        if (!machines.isEmpty()) {
            intake.keep(
                    new Notice(machines.getFirst().path(), source, kind, seconds, text, Times.nanos(clock.instant())));
        }
    }
}
