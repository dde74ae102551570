package org.millwright.simulator;

import java.time.Duration;
import org.millwright.simulator.opcua.ServerQuirks;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine.Option;

/** What makes the OPC UA server hard to live with, for trying a client's recovery. 0 is without. */
final class QuirkOptions {

    @Option(names = "--max-sessions", description = "Sessions at most.")
    private int sessions;

    @Option(names = "--max-subscriptions", description = "Subscriptions of a session at most.")
    private int subscriptions;

    @Option(names = "--max-items", description = "Monitored items of a session at most.")
    private int items;

    @Option(names = "--max-items-per-subscription", description = "Monitored items of a subscription at most.")
    private int itemsPerSubscription;

    @Option(names = "--max-items-per-call", description = "Monitored items at most that a call may create.")
    private int itemsPerCall;

    @Option(names = "--max-nodes-per-call", description = "Nodes at most that a call may read, write or browse.")
    private int nodesPerCall;

    @Option(names = "--max-queue", description = "Longest queue of a monitored item.")
    private int queue;

    @Option(names = "--token-lifetime", defaultValue = "0s", description = "Of a secure channel's token, such as 5s.")
    private Duration tokenLifetime = Duration.ZERO;

    @Option(
            names = "--extra-namespaces",
            description = "Namespaces before the plant's: a restart with another number shifts its index.")
    private int namespacesBefore;

    @Option(
            names = "--first-subscription-id",
            description = "Default 1, so that a restarted server gives out the same ids again.")
    private long firstSubscription;

    ServerQuirks quirks() {
        try {
            return new ServerQuirks(
                    sessions,
                    subscriptions,
                    items,
                    itemsPerSubscription,
                    itemsPerCall,
                    nodesPerCall,
                    queue,
                    tokenLifetime,
                    namespacesBefore,
                    firstSubscription);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }
}
