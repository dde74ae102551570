package org.millwright.simulator.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.subscriptions.SubscriptionManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfigBuilder;

/** Makes a Milo server behave as {@link ServerQuirks} say. */
final class QuirkyServer {

    private final ServerQuirks quirks;

    QuirkyServer(ServerQuirks quirks) {
        this.quirks = quirks;
    }

    OpcUaServerConfigLimits limits() {
        return new Limits();
    }

    OpcTcpServerTransportConfig transport() {
        OpcTcpServerTransportConfigBuilder transport = OpcTcpServerTransportConfig.newBuilder();
        if (!quirks.tokenLifetime().isZero()) {
            UInteger most = uint(quirks.tokenLifetime().toMillis());
            transport.setMinimumSecureChannelLifetime(most).setMaximumSecureChannelLifetime(most);
        }
        return transport.build();
    }

    /** Before any namespace of the plant is registered. */
    void apply(OpcUaServer server) {
        for (int i = 1; i <= quirks.namespacesBefore(); i++) {
            server.getNamespaceTable().add("urn:millwright:simulator:other:" + i);
        }
        if (quirks.firstSubscription() > 0) {
            subscriptionIds().set(quirks.firstSubscription() - 1);
        }
    }

    /** Milo counts the subscriptions of the process and has no setting for where it begins. */
    private static AtomicLong subscriptionIds() {
        try {
            Field field = SubscriptionManager.class.getDeclaredField("SUBSCRIPTION_IDS");
            field.setAccessible(true);
            return (AtomicLong) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Milo does not count its subscriptions where 1.1.2 does", e);
        }
    }

    private final class Limits implements OpcUaServerConfigLimits {

        private UInteger or(int quirk, UInteger usual) {
            return quirk == 0 ? usual : uint(quirk);
        }

        @Override
        public UInteger getMaxSessions() {
            return or(quirks.sessions(), OpcUaServerConfigLimits.super.getMaxSessions());
        }

        @Override
        public UInteger getMaxSubscriptionsPerSession() {
            return or(quirks.subscriptions(), OpcUaServerConfigLimits.super.getMaxSubscriptionsPerSession());
        }

        @Override
        public UInteger getMaxMonitoredItemsPerSession() {
            return or(quirks.itemsPerSession(), OpcUaServerConfigLimits.super.getMaxMonitoredItemsPerSession());
        }

        @Override
        public UInteger getMaxMonitoredItemsPerCall() {
            return or(quirks.itemsPerCall(), OpcUaServerConfigLimits.super.getMaxMonitoredItemsPerCall());
        }

        @Override
        public UInteger getMaxNodesPerRead() {
            return or(quirks.nodesPerCall(), OpcUaServerConfigLimits.super.getMaxNodesPerRead());
        }

        @Override
        public UInteger getMaxNodesPerWrite() {
            return or(quirks.nodesPerCall(), OpcUaServerConfigLimits.super.getMaxNodesPerWrite());
        }

        @Override
        public UInteger getMaxNodesPerBrowse() {
            return or(quirks.nodesPerCall(), OpcUaServerConfigLimits.super.getMaxNodesPerBrowse());
        }

        @Override
        public UInteger getMaxNodesPerHistoryReadData() {
            return or(quirks.nodesPerCall(), OpcUaServerConfigLimits.super.getMaxNodesPerHistoryReadData());
        }

        @Override
        public UInteger getMaxNodesPerTranslateBrowsePathsToNodeIds() {
            return or(
                    quirks.nodesPerCall(), OpcUaServerConfigLimits.super.getMaxNodesPerTranslateBrowsePathsToNodeIds());
        }
    }
}
